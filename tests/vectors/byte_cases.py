"""Attacks by how a file is written: constructs of XML, encodings, sizes, namespaces, and every element of a signed file."""

import re

from forge import DECLARATION, PAIN, XMLDSIG, changed, digest_of, reference, signed_info

ATTACK, MALFORMED, DIGEST, BAD = "document.attack", "document.malformed", "signature.digest", "signature.structure"


def constructs(forge):
    """Comments, CDATA and instructions split a value for one reader and not for another."""
    yield "good", forge.good, "valid"
    pieces = {"comment": "<!-- -->", "cdata": "<![CDATA[0]]>", "instruction": "<?php?>"}
    for place in ("</IBAN>", "</InstdAmt>", "</DigestValue>", "</SignatureValue>", "<SignedInfo>", "</Document>"):
        for name, piece in pieces.items():
            yield f"{name}-before-{place.strip('</>')}", changed(forge.good, place, piece + place), ATTACK
    for name, piece in pieces.items():
        yield f"{name}-behind-the-root", forge.good + piece, ATTACK
    yield "comment-splits-an-iban", changed(forge.good, "DE8937", "DE<!---->8937"), ATTACK
    yield "stylesheet-instruction", changed(forge.good, "<Document", '<?xml-stylesheet href="a.xsl"?><Document'), ATTACK


def doctypes(forge):
    yield "good", forge.good, "valid"
    laughs = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    types = {"bare": "<!DOCTYPE Document>", "external": '<!DOCTYPE Document SYSTEM "http://example.org/a.dtd">',
             "public": '<!DOCTYPE Document PUBLIC "-//A//B" "a.dtd">', "laughs": f"<!DOCTYPE Document [{laughs}]>",
             "quadratic": f'<!DOCTYPE Document [<!ENTITY a "{"a" * 5000}">]>', "external-entity": '<!DOCTYPE Document [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
             "parameter-entity": '<!DOCTYPE Document [<!ENTITY % p SYSTEM "http://example.org/a.dtd"> %p;]>',
             "default-attribute": '<!DOCTYPE Document [<!ATTLIST InstdAmt Ccy CDATA "USD">]>', "id-attribute": "<!DOCTYPE Document [<!ATTLIST PmtInf Id ID #IMPLIED>]>",
             "recursive": '<!DOCTYPE Document [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'}
    for name, text in types.items():
        yield name, changed(forge.good, "<Document", text + "<Document"), ATTACK
    yield "laughs-used", changed(changed(forge.good, "<Document", types["laughs"] + "<Document"), "100.00", "&l9;"), ATTACK
    yield "lower-case", changed(forge.good, "<Document", "<!doctype Document><Document"), ATTACK
    yield "behind-a-space", changed(forge.good, "<Document", " \n<!DOCTYPE Document><Document"), ATTACK
    yield "entity-not-declared", changed(forge.good, "100.00", "&m;"), MALFORMED
    yield "character-for-a-character", changed(forge.good, "<MsgId>A", "<MsgId>&#65;"), "valid"


def bombs(forge):
    """Written to cost more than they weigh."""
    from forge import HEAD, TAIL
    deep = 27  # with Document, CstmrCdtTrfInitn, GrpHdr and MsgId around nothing deeper: 32 open at once

    def nested(levels):
        return changed(HEAD, "<GrpHdr>", "<a>" * levels + "</a>" * levels + "<GrpHdr>"), TAIL

    yield "good-30-levels-inside", forge.of_body(*nested(deep + 3)), "valid"
    yield "31-levels-inside", forge.of_body(*nested(deep + 4)), ATTACK
    yield "100000-levels", changed(forge.good, "<GrpHdr>", "<a>" * 100_000 + "<GrpHdr>"), ATTACK
    yield "2000-attributes", changed(forge.good, "<GrpHdr>", "<GrpHdr" + "".join(f' a{n}=""' for n in range(2000)) + ">"), ATTACK
    yield "2000-namespaces", changed(forge.good, "<GrpHdr>", "<GrpHdr" + "".join(f' xmlns:a{n}="{PAIN}"' for n in range(2000)) + ">"), ATTACK
    yield "long-attribute", changed(forge.good, 'Ccy="EUR"', f'Ccy="{"E" * 9000}"'), ATTACK
    yield "long-name", changed(forge.good, "<GrpHdr>", f"<{'a' * 9000}>"), ATTACK
    yield "long-value", changed(forge.good, "<SignatureValue>", "<SignatureValue>" + "A" * 70_000), BAD
    yield "long-white-space", changed(forge.good, "<SignedInfo>", " " * 70_000 + "<SignedInfo>"), BAD
    yield "tag-that-never-ends", forge.good[:200] + "<a " + "x" * 20_000, ATTACK
    yield "long-certificate", changed(forge.good, "<X509Certificate>", "<X509Certificate>" + "A" * 70_000), BAD


def encodings(forge):
    good = forge.good
    yield "good", good, "valid"
    yield "good-byte-order-mark", "\ufeff" + good, "valid"
    for name, codec in {"utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be", "utf-16-marked": "utf-16", "utf-32": "utf-32"}.items():
        yield name, changed(good, "UTF-8", "UTF-16").encode(codec), ATTACK
        yield f"{name}-called-utf-8", good.encode(codec), ATTACK
    for name in ("ISO-8859-1", "UTF-7", "UTF-16", "windows-1252", "EBCDIC-CP-US"):
        yield f"called-{name.lower()}", changed(good, "UTF-8", name), ATTACK
    raw = good.encode()
    for name, piece in {"overlong": b"\xc0\xaf", "surrogate": b"\xed\xa0\x80", "beyond-unicode": b"\xf5\x80\x80\x80", "half-a-character": b"\xe6\xb5"}.items():
        yield name, raw.replace(b"100.00", piece, 1), MALFORMED
    yield "nul", raw.replace(b"100.00", b"1\x0000.00", 1), MALFORMED
    yield "control-character", raw.replace(b"100.00", b"1\x0100.00", 1), MALFORMED
    yield "latin-1", good.replace("李小明", "Li").encode("latin-1"), MALFORMED


def cuts(forge):
    good = forge.good
    yield "good", good, "valid"
    for name, end in {"one-byte": 1, "declaration": len(DECLARATION), "half": len(good) // 2, "without-the-last-tag": len(good) - 12, "without-the-last-bracket": len(good) - 2}.items():
        yield f"only-{name}", good[:end], MALFORMED
    yield "nothing", "", MALFORMED
    yield "letter-behind", good + "x", MALFORMED
    yield "element-behind", good + "<a></a>", MALFORMED
    yield "itself-behind", good + good, MALFORMED
    yield "nul-behind", good + "\0", MALFORMED
    yield "letter-in-front", "x" + good, MALFORMED
    yield "space-in-front", " " + good, MALFORMED
    yield "end-tag-behind", good + "</Document>", MALFORMED


def namespaces(forge):
    good = forge.good
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    hinted = changed(forge.body, "<Document ", f'<Document {xsi} xsi:schemaLocation="a b" ')
    yield "good", good, "valid"
    canonical = changed(forge.body, f'<Document xmlns="{PAIN}"', f'<Document xmlns="{PAIN}" {xsi} xsi:schemaLocation="a b"')
    head, tail = canonical.split("</Envlp>")
    yield "good-schema-location", forge.of_body(head, "</Envlp>" + tail), "valid"
    yield "schema-location-not-signed", DECLARATION + changed(hinted, "<Envlp>", "<Envlp>" + forge.signature(forge.good_info)), DIGEST
    for name, declared in {"foreign": 'xmlns:x="urn:other"', "relative": 'xmlns:x="relative"', "relative-default": 'xmlns="../relative"', "empty": 'xmlns=""',
                           "xml-id": 'xml:id="a"', "xml-base": 'xml:base="http://example.org/"', "xml-lang": 'xml:lang="en"', "xml-space": 'xml:space="preserve"',
                           "schema-location": f'{xsi} xsi:schemaLocation="a b"', "schema-nil": f'{xsi} xsi:nil="true"', "schema-type": f'{xsi} xsi:type="T"'}.items():
        yield f"{name}-inside", changed(good, "<GrpHdr>", f"<GrpHdr {declared}>"), ATTACK
    yield "id-inside", changed(good, "<GrpHdr>", '<GrpHdr Id="a">'), DIGEST
    yield "other-message", changed(good, PAIN, PAIN[:-2] + "11"), DIGEST
    yield "prefix-for-the-same", changed(changed(good, "<GrpHdr>", f'<p:GrpHdr xmlns:p="{PAIN}">'), "</GrpHdr>", "</p:GrpHdr>"), DIGEST
    yield "prefix-not-declared", changed(changed(good, "<GrpHdr>", "<p:GrpHdr>"), "</GrpHdr>", "</p:GrpHdr>"), MALFORMED
    yield "xmldsig-element-in-the-message", changed(good, "<GrpHdr>", f'<GrpHdr xmlns="{XMLDSIG}">'), BAD


TAG = re.compile(r"<(/?)([A-Za-z0-9]+)[^>]*>")


def elements_of(text):
    """(name, from, to, names around) of every element, outermost first."""
    found, open_ = [], []
    for tag in TAG.finditer(text, text.index("<Document")):
        if tag[1]:
            name, begin, around = open_.pop()
            found.append((name, begin, tag.end(), around))
        else:
            open_.append((tag[2], tag.start(), [name for name, _, _ in open_]))
    return sorted(found, key=lambda element: element[1])


HOLDERS = ("Document", "CstmrCdtTrfInitn", "SplmtryData", "Envlp", "Signature")
OPTIONAL = ("KeyInfo",)


def elements(forge):
    """Each element of a signed file taken out, doubled, emptied, exchanged with the next, and its text changed."""
    good = forge.good
    yield "good", good, "valid"
    seen = {}
    for name, begin, end, around in elements_of(good):
        seen[name] = seen.get(name, 0) + 1
        label, whole, signed = f"{name}-{seen[name]}", good[begin:end], "Signature" not in around + [name]
        opened, closed = whole[:whole.index(">") + 1], f"</{name}>"
        holds = name in HOLDERS
        # Without the first Transform the second stands in its place.
        moved = "signature.algorithm" if label == "Transform-1" else BAD
        without = "signature.missing" if holds else DIGEST if signed else moved
        if name not in OPTIONAL:
            yield f"{label}-taken-out", good[:begin] + good[end:], MALFORMED if name == "Document" else without
        yield f"{label}-doubled", good[:end] + whole + good[end:], MALFORMED if name == "Document" else DIGEST if signed and not holds else moved
        if whole != opened + closed:
            yield f"{label}-emptied", good[:begin] + opened + closed + good[end:], BAD if name == "Signature" else without
        inside = whole[len(opened):-len(closed)]
        if inside and "<" not in inside:
            letter = "A" if inside[0] != "A" else "B"
            code = {"SignatureValue": "signature.value", "DigestValue": "signature.value", "X509Certificate": "signature.key"}.get(name, DIGEST)
            yield f"{label}-edited", good[:begin] + opened + letter + inside[1:] + closed + good[end:], code
        following = re.match(r"\n?<([A-Za-z0-9]+)", good[end:])
        if following:
            _, other_begin, other_end, _ = next(element for element in elements_of(good) if element[1] == end + following.start(1) - 1)
            code = "signature.algorithm" if name == "Transform" else DIGEST if signed else BAD
            yield f"{label}-exchanged-with-the-next", good[:begin] + good[other_begin:other_end] + good[end:other_begin] + whole + good[other_end:], code


KINDS = [constructs, doctypes, bombs, encodings, cuts, namespaces, elements]
