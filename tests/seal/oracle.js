// Verifies files by npm's xml-crypto: node oracle.js CERTIFICATE FILE ...
const fs = require("fs");
const { SignedXml } = require("xml-crypto");
const { DOMParser } = require("@xmldom/xmldom");

function verdict(certificate, file) {
  const text = fs.readFileSync(file, "utf8");
  const document = new DOMParser().parseFromString(text, "text/xml");
  const signature = document.getElementsByTagNameNS("http://www.w3.org/2000/09/xmldsig#", "Signature")[0];
  const verifier = new SignedXml({ publicCert: fs.readFileSync(certificate, "utf8"), getCertFromKeyInfo: () => null });
  try {
    verifier.loadSignature(signature);
    return verifier.checkSignature(text) ? "valid" : "refused";
  } catch (error) {
    return (/algorithm '.*' is not supported/.test(error.message) ? "unknown: " : "refused: ") + error.message;
  }
}

const words = process.argv.slice(2);
for (let at = 0; at + 1 < words.length; at += 2) {
  console.log(verdict(words[at], words[at + 1]).split("\n")[0]);
}
