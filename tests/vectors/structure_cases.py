"""Attacks by what a signature says: where it stands, what it refers to, by which algorithm and whose key."""

import base64
import hashlib
import hmac

from forge import DECLARATION, ENVELOPED, EXCLUSIVE, HEAD, MORE, PAIN, SHA256, TAIL, XMLDSIG, changed, digest_of, reference, signed_info, transform

BAD, ALGORITHM, PLACE = "signature.structure", "signature.algorithm", "signature.place"
IBAN, THIEF = "DE89370400440532013000", "GB82WEST12345698765432"


def wrapping(forge):
    """A signed document hidden in a forged one, the ways of McIntosh and Austel (2005) and of Somorovsky and others (2012)."""
    good = forge.good
    signature = good[good.index("<Signature "):good.index("</Signature>") + 12]
    original = good[len(DECLARATION):-1]
    bare = changed(original, signature, "")
    forged = changed(bare, IBAN, THIEF)
    object_inside = changed(signature, "</Signature>", f"<Object>{bare}</Object></Signature>")
    forged_inside = changed(signature, "</Signature>", f"<Object>{forged}</Object></Signature>")
    yield "good", good, "valid"
    yield "xsw1-original-in-signature-of-forged-root", DECLARATION + changed(forged, "<Envlp>", "<Envlp>" + object_inside), BAD
    yield "xsw2-original-beside-the-signature", DECLARATION + changed(forged, "<Envlp>", "<Envlp>" + signature + bare), "signature.digest"
    yield "xsw3-original-before-what-is-paid", DECLARATION + changed(forged, "<GrpHdr>", original + "<GrpHdr>"), PLACE
    yield "xsw4-original-inside-the-forged-one", DECLARATION + changed(forged, "<Envlp>", "<Envlp>" + original), PLACE
    yield "xsw5-signature-in-the-forged-one-original-after", DECLARATION + changed(
        changed(forged, "<Envlp>", "<Envlp>" + signature), "</CstmrCdtTrfInitn>", "</CstmrCdtTrfInitn>" + bare), "signature.digest"
    yield "xsw6-original-in-an-object-in-the-forged-place", DECLARATION + changed(forged, "<PmtInf>", object_inside + "<PmtInf>"), PLACE
    yield "xsw7-original-in-an-extension", DECLARATION + changed(forged, "<Envlp>", "<Envlp><Extensions>" + original + "</Extensions>"), PLACE
    yield "xsw8-forged-in-an-object-of-the-original", DECLARATION + changed(original, signature, forged_inside), BAD
    yield "xsw9-both-side-by-side", DECLARATION + original + forged, "document.malformed"
    yield "original-before-the-signature", DECLARATION + changed(forged, "<Envlp>", "<Envlp>" + bare + signature), "signature.digest"
    yield "wrapper-around", DECLARATION + f"<Wrapper>{original}</Wrapper>", "document.attack"
    yield "document-around", DECLARATION + f'<Document xmlns="{PAIN}">{original}</Document>', PLACE
    yield "forged-then-signed-transfer-added", DECLARATION + changed(original, "\n<CdtTrfTxInf>", "\n<CdtTrfTxInf><IBAN>" + THIEF + "</IBAN></CdtTrfTxInf>\n<CdtTrfTxInf>"), "signature.digest"


def places(forge):
    good = forge.good
    signature = good[good.index("<Signature "):good.index("</Signature>") + 12]
    bare = changed(good, signature, "")

    def other(message, opened, closed):
        return forge.of_body(f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{message}">{opened}<SplmtryData><Envlp>',
                             f"</Envlp></SplmtryData>{closed}</Document>")

    yield "good-of-the-message", other("camt.053.001.08", "<M>", "</M>"), "valid"
    yield "good-of-a-statement", other("camt.053.001.08", "<BkToCstmrStmt><Stmt>", "</Stmt></BkToCstmrStmt>"), "valid"
    yield "good-of-a-report", other("camt.052.001.08", "<BkToCstmrAcctRpt><Rpt>", "</Rpt></BkToCstmrAcctRpt>"), "valid"
    yield "record-of-another-message", other("camt.053.001.08", "<BkToCstmrStmt><Rpt>", "</Rpt></BkToCstmrStmt>"), PLACE
    yield "too-deep", other("camt.053.001.08", "<M><N>", "</N></M>"), PLACE
    yield "too-high", other("camt.053.001.08", "", ""), PLACE
    yield "none", bare, "signature.missing"
    yield "after-the-message", changed(bare, "</CstmrCdtTrfInitn>", "</CstmrCdtTrfInitn>" + signature), PLACE
    yield "before-the-header", changed(bare, "<GrpHdr>", signature + "<GrpHdr>"), PLACE
    yield "in-a-transfer", changed(bare, "</CdtTrfTxInf>", signature + "</CdtTrfTxInf>"), PLACE
    yield "outside-the-envelope", changed(bare, "<SplmtryData>", "<SplmtryData>" + signature), PLACE
    yield "in-an-element-of-the-envelope", changed(bare, "<Envlp>", f"<Envlp><Any>{signature}</Any>"), PLACE
    yield "alone", DECLARATION + signature, PLACE
    yield "of-another-namespace", changed(good, XMLDSIG, "http://www.w3.org/2009/xmldsig11#"), "document.attack"
    yield "child-of-a-signature-alone", changed(bare, "<Envlp>", f'<Envlp><SignedInfo xmlns="{XMLDSIG}"></SignedInfo>'), BAD


def signed_infos(forge):
    good = forge.good
    signature = good[good.index("<Signature "):good.index("</Signature>") + 12]
    info = forge.good_info
    yield "good", good, "valid"
    yield "two-signatures", changed(good, "</Signature>", "</Signature>" + signature), BAD
    yield "two-signatures-in-two-envelopes", changed(good, "</SplmtryData>", f"</SplmtryData><SplmtryData><Envlp>{signature}</Envlp></SplmtryData>"), BAD
    yield "signature-in-a-signature", changed(good, "</SignedInfo>", "</SignedInfo>" + signature), BAD
    yield "two", changed(good, info, info + info), BAD
    yield "an-empty-one-before", changed(good, info, "<SignedInfo></SignedInfo>" + info), BAD
    yield "a-forged-one-before", changed(good, info, signed_info(reference(digest_of("forged"))) + info), BAD
    yield "none", changed(good, info, ""), BAD
    yield "nested", changed(good, info, f"<SignedInfo>{info}</SignedInfo>"), BAD
    yield "after-the-value", changed(changed(good, info, ""), "<KeyInfo>", info + "<KeyInfo>"), BAD
    yield "text-behind", changed(good, "</SignedInfo>", "</SignedInfo>text"), BAD
    yield "id", forge.file(changed(info, "<SignedInfo>", '<SignedInfo Id="s">')), BAD
    yield "padding-in-the-value", changed(good, "<SignatureValue>", "<SignatureValue>===="), BAD
    yield "longer-digest", changed(good, "<DigestValue>", "<DigestValue>AAAA"), BAD
    yield "no-digest", forge.file(changed(info, digest_of(forge.body), "")), BAD
    yield "other-namespace-inside", changed(good, info, changed(info, "<DigestValue>", '<DigestValue xmlns="urn:other">')), BAD
    forged = changed(forge.body, "100.00", "900.00")
    yield "digest-of-forged-content", changed(changed(good, "100.00", "900.00"), digest_of(forge.body), digest_of(forged)), "signature.value"
    yield "forged-content", changed(good, "100.00", "900.00"), "signature.digest"
    value = good[good.index("<SignatureValue>") + 16:good.index("</SignatureValue>")]
    yield "value-of-another-document", changed(good, value, forge.value(signed_info(reference(digest_of(forged))))), "signature.value"


def references(forge):
    digest = digest_of(forge.body)

    def with_uri(uri):
        return forge.file(signed_info(reference(digest, uri)))

    one = reference(digest)
    yield "good", forge.file(signed_info(one)), "valid"
    yield "two", forge.file(signed_info(one + one)), BAD
    yield "two-the-first-forged", forge.file(signed_info(reference(digest_of("forged")) + one)), BAD
    yield "none", forge.file(signed_info("")), BAD
    yield "no-uri", with_uri(""), BAD
    yield "type-of-a-manifest", with_uri(f' Type="{XMLDSIG}Manifest" URI=""'), BAD
    yield "id", with_uri(' Id="r" URI=""'), BAD
    yield "uri-in-a-namespace", with_uri(f' xmlns:d="{XMLDSIG}" d:URI=""'), BAD
    uris = {"http": "http://example.org/a.xml", "https": "https://example.org/a.xml", "file": "file:///etc/passwd", "ftp": "ftp://example.org/a.xml",
            "data": "data:,a", "relative": "other.xml", "parent": "../other.xml", "fragment": "#part", "xpointer-root": "#xpointer(/)",
            "xpointer-id": "#xpointer(id('part'))", "space": " ", "query": "?a=b"}
    for name, uri in uris.items():
        yield f"uri-{name}", with_uri(f' URI="{uri}"'), BAD


def transforms(forge):
    digest = digest_of(forge.body)
    enveloped, exclusive = transform(ENVELOPED), transform(EXCLUSIVE)

    def with_these(*some):
        return forge.file(signed_info(reference(digest, transforms="".join(some))))

    inclusive_namespaces = f'<InclusiveNamespaces xmlns="{EXCLUSIVE}" PrefixList="x"></InclusiveNamespaces>'
    yield "good", with_these(enveloped, exclusive), "valid"
    yield "none", with_these(), BAD
    yield "enveloped-only", with_these(enveloped), BAD
    yield "exclusive-only", with_these(exclusive), ALGORITHM
    yield "swapped", with_these(exclusive, enveloped), ALGORITHM
    yield "doubled", with_these(enveloped, exclusive, exclusive), BAD
    yield "prefixes", with_these(enveloped, transform(EXCLUSIVE, inclusive_namespaces)), BAD
    others = {"xpath": "http://www.w3.org/TR/1999/REC-xpath-19991116", "xpath-filter-2": "http://www.w3.org/2002/06/xmldsig-filter2",
              "xslt": "http://www.w3.org/TR/1999/REC-xslt-19991116", "base64": XMLDSIG + "base64",
              "decrypt": "http://www.w3.org/2002/07/decrypt#XML", "inclusive": "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
              "inclusive-1.1": "http://www.w3.org/2006/12/xml-c14n11", "with-comments": EXCLUSIVE + "WithComments", "unknown": "urn:example:any",
              "empty": ""}
    for name, uri in others.items():
        yield f"{name}-first", with_these(transform(uri), exclusive), ALGORITHM
        yield f"{name}-second", with_these(enveloped, transform(uri)), ALGORITHM
    yield "xpath-third", with_these(enveloped, exclusive, transform(others["xpath"], "<XPath>1</XPath>")), BAD
    stylesheet = '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"></xsl:stylesheet>'
    yield "xslt-with-a-stylesheet", with_these(enveloped, transform(EXCLUSIVE, stylesheet)), BAD
    yield "xpath-inside-exclusive", with_these(enveloped, transform(EXCLUSIVE, "<XPath>self::text()</XPath>")), BAD


def algorithms(forge):
    digest = digest_of(forge.body)
    yield "good", forge.good, "valid"
    methods = {"rsa-sha1": XMLDSIG + "rsa-sha1", "dsa-sha1": XMLDSIG + "dsa-sha1", "ecdsa-sha1": MORE + "ecdsa-sha1", "rsa-md5": MORE + "rsa-md5",
               "rsa-sha256": MORE + "rsa-sha256", "ecdsa-sha384": MORE + "ecdsa-sha384", "none": "", "unknown": "urn:example:any",
               "in-capitals": MORE + "ECDSA-SHA256", "with-a-space": MORE + "ecdsa-sha256 "}
    for name, uri in methods.items():
        yield f"method-{name}", forge.file(signed_info(reference(digest), uri)), ALGORITHM
    yield "truly-by-sha1", forge.file(signed_info(reference(digest), MORE + "ecdsa-sha1"), digest="sha1"), ALGORITHM
    yield "by-sha1-called-sha256", forge.file(forge.good_info, digest="sha1"), "signature.value"
    yield "digest-sha1", forge.file(signed_info(reference(digest_of(forge.body, "sha1"), method=XMLDSIG + "sha1"))), ALGORITHM
    yield "digest-sha1-called-sha256", forge.file(signed_info(reference(digest_of(forge.body, "sha1")))), BAD
    yield "digest-md5", forge.file(signed_info(reference(digest_of(forge.body, "md5"), method=MORE + "md5"))), ALGORITHM
    yield "digest-sha512", forge.file(signed_info(reference(digest_of(forge.body, "sha512"), method=SHA256[:-3] + "512"))), ALGORITHM
    for name, form in {"inclusive": "http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "with-comments": EXCLUSIVE + "WithComments", "none": ""}.items():
        yield f"form-{name}", forge.file(signed_info(reference(digest), form=form)), ALGORITHM
    yield "of-a-shorter-hash-than-its-curve", forge.file(forge.good_info, key="longer", key_info=""), ALGORITHM, "longer"
    rsa = forge.file(signed_info(reference(digest), MORE + "rsa-sha256"), key="rsa", key_info=forge.key_info("rsa"))
    yield "good-rsa", rsa, "valid", "rsa"
    yield "rsa-where-an-ec-key-is-pinned", rsa, ALGORITHM
    yield "ec-where-an-rsa-key-is-pinned", forge.good, ALGORITHM, "rsa"


def hmacs(forge):
    """The public key, which everybody has, as the secret of a MAC."""
    digest = digest_of(forge.body)
    secrets = {"pem": (forge.folder / "pinned.crt").read_bytes(), "der": forge.der_of("pinned"),
               "public-key": forge.openssl("x509", "-in", "pinned.crt", "-pubkey", "-noout"), "nothing": b""}
    yield "good", forge.good, "valid"
    for name, secret in secrets.items():
        for kind in ("sha1", "sha256"):
            info = signed_info(reference(digest), (XMLDSIG if kind == "sha1" else MORE) + f"hmac-{kind}")
            message = changed(info, "<SignedInfo", f'<SignedInfo xmlns="{XMLDSIG}"').encode()
            value = base64.b64encode(hmac.new(secret, message, getattr(hashlib, kind)).digest()).decode()
            text = f'<Signature xmlns="{XMLDSIG}">{info}<SignatureValue>{value}</SignatureValue></Signature>'
            yield f"{kind}-of-{name}", DECLARATION + HEAD + text + TAIL + "\n", ALGORITHM
    shortened = changed(forge.good_info, "ecdsa-sha256\">", 'ecdsa-sha256"><HMACOutputLength>0</HMACOutputLength>')
    yield "output-length", forge.file(shortened), BAD


def keys(forge):
    """A key the document brings along."""
    good, value = forge.good, "signature.value"
    pinned, other = (base64.b64encode(forge.der_of(name)).decode() for name in ("pinned", "other"))
    by_other = forge.file(forge.good_info, key="other", key_info=forge.key_info("other"))
    certificates = f"<X509Certificate>{pinned}</X509Certificate><X509Certificate>{other}</X509Certificate>"
    yield "good", good, "valid"
    yield "good-without-key-info", forge.file(forge.good_info, key_info=""), "valid"
    yield "anothers-certificate", by_other, "signature.key"
    yield "anothers-signature-with-the-pinned-certificate", forge.file(forge.good_info, key="other"), value
    yield "anothers-signature-without-key-info", forge.file(forge.good_info, key="other", key_info=""), value
    yield "pinned-signature-with-anothers-certificate", forge.file(forge.good_info, key_info=forge.key_info("other")), "signature.key"
    yield "no-certificate-but-base64", forge.file(forge.good_info, key_info=changed(forge.key_info(), pinned, "AAAA")), "signature.key"
    ec_key = '<ECKeyValue xmlns="http://www.w3.org/2009/xmldsig11#"><NamedCurve URI="urn:oid:1.2.840.10045.3.1.7"></NamedCurve></ECKeyValue>'
    forms = {"empty": "", "name": "<KeyName>pinned</KeyName>", "no-certificate": "<X509Data></X509Data>",
             "rsa-value": "<KeyValue><RSAKeyValue><Modulus>AQAB</Modulus><Exponent>AQAB</Exponent></RSAKeyValue></KeyValue>",
             "dsa-value": "<KeyValue><DSAKeyValue><Y>AQAB</Y></DSAKeyValue></KeyValue>", "ec-value": f"<KeyValue>{ec_key}</KeyValue>",
             "der-value": f'<DEREncodedKeyValue xmlns="http://www.w3.org/2009/xmldsig11#">{other}</DEREncodedKeyValue>',
             "retrieval": '<RetrievalMethod URI="http://example.org/key"></RetrievalMethod>', "pgp": "<PGPData><PGPKeyID>AAAA</PGPKeyID></PGPData>",
             "spki": "<SPKIData><SPKISexp>AAAA</SPKISexp></SPKIData>", "subject": "<X509Data><X509SubjectName>CN=pinned</X509SubjectName></X509Data>",
             "empty-certificate": "<X509Data><X509Certificate></X509Certificate></X509Data>", "two-certificates": f"<X509Data>{certificates}</X509Data>",
             "two-data": f"<X509Data><X509Certificate>{pinned}</X509Certificate></X509Data><X509Data><X509Certificate>{other}</X509Certificate></X509Data>"}
    for name, form in forms.items():
        yield f"form-{name}", forge.file(forge.good_info, key_info=f"<KeyInfo>{form}</KeyInfo>"), BAD
    yield "id", forge.file(forge.good_info, key_info=changed(forge.key_info(), "<KeyInfo>", '<KeyInfo Id="k">')), BAD
    yield "two-key-infos", forge.file(forge.good_info, key_info=forge.key_info() + forge.key_info("other")), BAD
    yield "object", forge.file(forge.good_info, key_info="<Object></Object>"), BAD
    yield "object-behind", forge.file(forge.good_info, key_info=forge.key_info() + "<Object>AAAA</Object>"), BAD


def certificates(forge):
    """Whose certificate it is, and whether it may sign on the day."""
    digest = digest_of(forge.body)
    yield "good", forge.good, "valid"
    yield "unknown", forge.good, "signature.key", "other"
    yield "for-another-purpose", forge.good, "signature.key", "encipherer"
    short = forge.file(signed_info(reference(digest), MORE + "rsa-sha256"), key="short", key_info=forge.key_info("short"))
    yield "rsa-of-1024-bits", short, "signature.key", "short"
    yield "another-curve", forge.file(forge.good_info, key="unusual", key_info=forge.key_info("unusual")), "signature.key", "unusual"
    yield "expired", forge.good, "signature.expired", "pinned", "2100-01-01"
    yield "not-yet-valid", forge.good, "signature.expired", "pinned", "2020-01-01"


KINDS = [wrapping, places, signed_infos, references, transforms, algorithms, hmacs, keys, certificates]
