import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Holds PDF files to profiles of veraPDF: java -cp JAR VeraPdf.java ua1,2a FILE.pdf...
 *
 * <p>Prints a line that begins with "ok" or "FAIL" for each file and profile, and below FAIL the rules that are broken.
 * Exits with 0 when every file meets every profile, with 1 when one does not, with 2 when called wrongly.
 */
public class VeraPdf {
    /** The profiles by veraPDF's names for them, and the file of the jar that holds each. */
    private static final Map<String, String> PROFILES = Map.of("ua1", "PDFUA-1", "2a", "PDFA-2A");

    /** As the number of faults to keep: each, so that the counts are true. */
    private static final int ALL = -1;

    public static void main(String[] arguments) throws Exception {
        String[] names = arguments.length < 2 ? new String[0] : arguments[0].split(",");
        if (names.length == 0 || !PROFILES.keySet().containsAll(Arrays.asList(names))) {
            System.err.println("usage: java -cp JAR VeraPdf.java PROFILE,... FILE.pdf...   profiles: ua1, 2a");
            System.exit(2);
        }
        LogManager.getLogManager().reset(); // what veraPDF logs of a file it also reports as a result
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
        for (String name : names) {
            profiles.put(PROFILES.get(name), profile(name));
        }
        boolean good = Arrays.stream(arguments, 1, arguments.length)
                .parallel() // veraPDF keeps what it knows of a file by thread
                .flatMap(file -> profiles.entrySet().stream()
                        .map(profile -> outcome(file, profile.getKey(), profile.getValue())))
                .map(VeraPdf::print)
                .reduce(true, Boolean::logicalAnd);
        System.exit(good ? 0 : 1);
    }

    private record Outcome(boolean good, String text) {}

    private static boolean print(Outcome outcome) {
        System.out.print(outcome.text); // at once, so that two are not mixed
        return outcome.good;
    }

    /** Hold one file to one profile. */
    private static Outcome outcome(String file, String name, ValidationProfile profile) {
        ValidationResult result;
        Map<RuleId, TestAssertion> broken = new LinkedHashMap<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), profile.getPDFAFlavour());
                PDFAValidator validator = validator(profile)) {
            result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    broken.putIfAbsent(assertion.getRuleId(), assertion);
                }
            }
        } catch (Exception error) { // of a file that is no PDF, or is encrypted
            return new Outcome(false, String.format("FAIL %s: %s: it cannot be read: %s%n", file, name, error));
        }
        int rules = profile.getRules().size();
        int checks = result.getTotalAssertions();
        if (result.isCompliant() && broken.isEmpty() && checks > 0) {
            return new Outcome(true, String.format("ok   %s: %s: %d rules, %d checks%n", file, name, rules, checks));
        }
        StringBuilder text = new StringBuilder();
        text.append(String.format("FAIL %s: %s: %d of %d rules broken%n", file, name, broken.size(), rules));
        broken.forEach((id, first) -> {
            int times = result.getFailedChecks().get(id);
            text.append(String.format("  %s-%d (%d times): ", id.getClause(), id.getTestNumber(), times));
            text.append(String.format("%s%n", first.getErrorMessage()));
            text.append(String.format("      first at %s%n", first.getLocation().getContext()));
        });
        return new Outcome(false, text.toString());
    }

    private static PDFAValidator validator(ValidationProfile profile) {
        boolean passedToo = false;
        boolean errorMessages = true;
        boolean progress = false;
        return Foundries.defaultInstance().createValidator(profile, ALL, passedToo, errorMessages, progress);
    }

    // --- profiles --------------------------------------------------------------------------------------
    // veraPDF reads its profiles with JAXB, which the jar lacks and Java no longer has; hence by hand.

    private static ValidationProfile profile(String name) throws Exception {
        Element root = xml("org/verapdf/pdfa/validation/" + PROFILES.get(name) + ".xml");
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : all(root, "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"),
                    variable.getAttribute("object"),
                    text(variable, "defaultValue"),
                    text(variable, "value")));
        }
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
        return Profiles.profileFromValues(
                flavour, Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = all(rule, "id").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : all(rule, "argument")) {
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), attribute(argument, "name"), null));
        }
        String deferred = attribute(rule, "deferred");
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                deferred == null ? null : Boolean.valueOf(deferred),
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), arguments),
                List.of());
    }

    private static Element xml(String resource) throws Exception {
        try (InputStream in = PDFAValidator.class.getClassLoader().getResourceAsStream(resource)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
        }
    }

    private static List<Element> all(Element within, String tag) {
        NodeList found = within.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(index -> (Element) found.item(index))
                .collect(Collectors.toList());
    }

    private static String text(Element within, String tag) {
        List<Element> found = all(within, tag);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }
}
