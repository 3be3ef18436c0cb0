import java.io.File;
import java.io.FileInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** Verifies files by the JDK's own XML signatures under secure validation: java Oracle.java CERTIFICATE FILE ... */
final class Oracle {
    public static void main(String[] words) throws Exception {
        for (int at = 0; at + 1 < words.length; at += 2) {
            System.out.println(verdict(words[at], new File(words[at + 1])));
        }
    }

    private static String verdict(String certificateFile, File file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(file);
        Node signature = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature").item(0);
        Certificate certificate;
        try (FileInputStream stream = new FileInputStream(certificateFile)) {
            certificate = CertificateFactory.getInstance("X.509").generateCertificate(stream);
        }
        DOMValidateContext context = new DOMValidateContext(certificate.getPublicKey(), signature);
        context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.TRUE);
        try {
            XMLSignature read = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            return read.validate(context) ? "valid" : "refused";
        } catch (javax.xml.crypto.MarshalException | XMLSignatureException unknown) {
            return "unknown: " + unknown.getMessage();
        }
    }
}
