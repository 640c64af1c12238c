import edu.stanford.nlp.ie.crf.CRFClassifier;
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * Stanford CoreNLP in a process of its own, at the benchmark's word: a line {@code ner N} or {@code
 * sentiment N} on standard input is one round over the first N texts; the answer is {@code
 * wallNanos cpuNanos found}. Launched from source ({@code java -cp JARS CoreNlpRounds.java TEXTS}),
 * so that nothing of ours is compiled against a GPL library. TEXTS: one article a line.
 */
public final class CoreNlpRounds {
    private static final String THREE_CLASSES =
            "edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz";

    private static CRFClassifier<CoreLabel> classifier;
    private static StanfordCoreNLP pipeline;

    private CoreNlpRounds() {}

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        List<String> texts = Files.readAllLines(Path.of(args[0]));
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            List<String> chosen = texts.subList(0, Integer.parseInt(words[1]));
            prepare(words[0]);
            long wall = System.nanoTime();
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long found = words[0].equals("ner") ? names(chosen) : sentiments(chosen);
            cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
            answers.println((System.nanoTime() - wall) + " " + cpu + " " + found);
            answers.flush();
        }
    }

    private static void prepare(String command) throws Exception {
        if (command.equals("ner") && classifier == null) {
            classifier = CRFClassifier.getClassifier(THREE_CLASSES);
        } else if (command.equals("sentiment") && pipeline == null) {
            Properties properties = new Properties();
            properties.setProperty("annotators", "tokenize,ssplit,pos,lemma,ner,parse,sentiment");
            properties.setProperty("ner.model", THREE_CLASSES);
            properties.setProperty("ner.applyNumericClassifiers", "false");
            properties.setProperty("ner.applyFineGrained", "false");
            properties.setProperty("ner.useSUTime", "false");
            properties.setProperty("ner.buildEntityMentions", "false");
            properties.setProperty("threads", "1");
            pipeline = new StanfordCoreNLP(properties);
        }
    }

    /** Its tokenizer and its three-class tagger, nothing else. */
    private static long names(List<String> texts) {
        long named = 0;
        for (String text : texts) {
            for (List<CoreLabel> sentence : classifier.classify(text)) {
                for (CoreLabel word : sentence) {
                    named += word.get(CoreAnnotations.AnswerAnnotation.class).equals("O") ? 0 : 1;
                }
            }
        }
        return named;
    }

    /** The same and the sentiment of each sentence, which needs its parser. */
    private static long sentiments(List<String> texts) {
        long sentences = 0;
        for (String text : texts) {
            Annotation article = new Annotation(text);
            pipeline.annotate(article);
            sentences += article.get(CoreAnnotations.SentencesAnnotation.class).size();
        }
        return sentences;
    }
}
