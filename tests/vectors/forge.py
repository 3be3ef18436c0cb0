"""Signs documents as Almoner does, and in every way it must refuse: what the cases of attacks are made of.

Keys are made by openssl for each run. Documents are written canonical as they are, so that a digest over their text is
the digest over their canonical form.
"""

import base64
import hashlib
import pathlib
import subprocess

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
PAIN = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"
MORE = "http://www.w3.org/2001/04/xmldsig-more#"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = XMLDSIG + "enveloped-signature"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"

HEAD = (f'<Document xmlns="{PAIN}"><CstmrCdtTrfInitn>'
        "<GrpHdr><MsgId>AB1234F10001</MsgId><NbOfTxs>2</NbOfTxs><CtrlSum>300.50</CtrlSum></GrpHdr>"
        "<PmtInf><PmtInfId>AB1234F10001B001</PmtInfId>"
        '\n<CdtTrfTxInf><EndToEndId>AB12340000000217</EndToEndId><InstdAmt Ccy="EUR">100.00</InstdAmt>'
        "<IBAN>DE89370400440532013000</IBAN><Nm>Müller &amp; Söhne</Nm></CdtTrfTxInf>"
        '\n<CdtTrfTxInf><EndToEndId>AB12340000000319</EndToEndId><InstdAmt Ccy="EUR">200.50</InstdAmt>'
        "<IBAN>FR1420041010050500013M02606</IBAN><Nm>李小明</Nm></CdtTrfTxInf>"
        "\n</PmtInf><SplmtryData><Envlp>")
TAIL = "</Envlp></SplmtryData></CstmrCdtTrfInitn></Document>"


def changed(text, old, new):
    """`text` with the first place where `old` stands replaced; it must stand there."""
    if old not in text:
        raise ValueError(f"'{old}' is not there")
    return text.replace(old, new, 1)


def transform(algorithm, content=""):
    return f'<Transform Algorithm="{algorithm}">{content}</Transform>'


def reference(digest, uri=' URI=""', transforms=transform(ENVELOPED) + transform(EXCLUSIVE), method=SHA256):
    return (f"<Reference{uri}><Transforms>{transforms}</Transforms>"
            f'<DigestMethod Algorithm="{method}"></DigestMethod><DigestValue>{digest}</DigestValue></Reference>')


def digest_of(text, name="sha256"):
    return base64.b64encode(hashlib.new(name, text.encode()).digest()).decode()


def signed_info(references, method=MORE + "ecdsa-sha256", form=EXCLUSIVE):
    return (f'<SignedInfo><CanonicalizationMethod Algorithm="{form}"></CanonicalizationMethod>'
            f'<SignatureMethod Algorithm="{method}"></SignatureMethod>{references}</SignedInfo>')


def raw_of(der, half):
    """OpenSSL's SEQUENCE of r and s as the two numbers side by side."""
    numbers, at = [], 2 if der[1] < 128 else 3
    while at < len(der):
        size = der[at + 1]
        numbers.append(int.from_bytes(der[at + 2:at + 2 + size], "big"))
        at += 2 + size
    return b"".join(number.to_bytes(half, "big") for number in numbers)


class Forge:
    """Keys in a folder, and what they sign."""

    KINDS = {"pinned": ("EC", "ec_paramgen_curve:P-256"), "other": ("EC", "ec_paramgen_curve:P-256"),
             "longer": ("EC", "ec_paramgen_curve:P-384"), "rsa": ("RSA", "rsa_keygen_bits:2048"), "short": ("RSA", "rsa_keygen_bits:1024"),
             "unusual": ("EC", "ec_paramgen_curve:secp256k1")}

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for name, (algorithm, option) in self.KINDS.items():
            self.openssl("genpkey", "-algorithm", algorithm, "-pkeyopt", option, "-out", f"{name}.key")
            self.certify(name, name, "keyUsage=critical,digitalSignature")
        self.certify("pinned", "encipherer", "keyUsage=critical,keyAgreement")
        self.body = HEAD + TAIL
        self.good_info = signed_info(reference(digest_of(self.body)))
        self.good = self.file(self.good_info)

    def openssl(self, *words, stdin=None):
        return subprocess.run(["openssl", *words], cwd=self.folder, input=stdin, check=True, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout

    def certify(self, key, name, usage, days=30):
        self.openssl("req", "-new", "-x509", "-sha256", "-key", f"{key}.key", "-subj", f"/CN={name}", "-days", str(days), "-addext", usage,
                     "-out", f"{name}.crt")

    def der_of(self, name):
        return self.openssl("x509", "-in", f"{name}.crt", "-outform", "DER")

    def key_info(self, name="pinned"):
        text = base64.b64encode(self.der_of(name)).decode()
        return f"<KeyInfo><X509Data><X509Certificate>{text}</X509Certificate></X509Data></KeyInfo>"

    def value(self, info, key="pinned", digest="sha256"):
        message = changed(info, "<SignedInfo", f'<SignedInfo xmlns="{XMLDSIG}"')
        der = self.openssl("dgst", f"-{digest}", "-sign", f"{key}.key", stdin=message.encode())
        halves = {"rsa": None, "short": None, "longer": 48}
        half = halves.get(key, 32)
        return base64.b64encode(raw_of(der, half) if half else der).decode()

    def signature(self, info, key_info=None, key="pinned", digest="sha256"):
        inside = info + f"<SignatureValue>{self.value(info, key, digest)}</SignatureValue>"
        return f'<Signature xmlns="{XMLDSIG}">{inside}{self.key_info() if key_info is None else key_info}</Signature>'

    def file(self, info, head=HEAD, tail=TAIL, **how):
        """A file whose value truly is the key's over `info`, so that nothing but its words can be refused."""
        return DECLARATION + head + self.signature(info, **how) + tail + "\n"

    def of_body(self, head, tail, **how):
        """A whole good file of another document."""
        return self.file(signed_info(reference(digest_of(head + tail))), head, tail, **how)
