package dev.wireroom.enrich.text.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.wireroom.enrich.text.token.Window;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Runs the model's two graphs: the encoder with its tag head over a window, and the sentiment head
 * over the encoder's states. Safe for use by many threads, which share the two native sessions.
 *
 * <p>Windows of similar length share a call of up to {@value #BATCH_WINDOWS}, which is 10 to 30%
 * faster than one at a time. The shipped graphs quantise activations with fixed scales and mask
 * padding exactly, so a window's result does not depend on its company; a test holds that bit for
 * bit.
 */
public final class Encoder implements AutoCloseable {
    /** Width of a state. */
    private static final int WIDTH = 384;

    private static final int BATCH_WINDOWS = 8;

    /** Padded pieces in a call: bounds its memory. */
    private static final int BATCH_PIECES = 512;

    /** Padded pieces in a call, as a multiple of real ones: more costs more than company saves. */
    private static final double MAX_PADDING = 1.1;

    /** Stack of the thread that opens the model; only what is touched is ever resident. */
    private static final long OPENING_STACK_BYTES = 256L << 20;

    private final OrtEnvironment environment;
    private final OrtSession encoder;
    private final OrtSession sentiment;
    private final TagSet tags;

    private record Opened(OrtEnvironment environment, OrtSession encoder, OrtSession sentiment) {}

    /**
     * @param intraOpThreads threads that one call may use
     * @throws IllegalStateException when the runtime refuses a graph
     */
    public Encoder(ModelFiles files, int intraOpThreads) {
        tags = files.tags();
        Opened opened = withDeepStack(() -> open(files, intraOpThreads));
        environment = opened.environment();
        encoder = opened.encoder();
        sentiment = opened.sentiment();
    }

    private static Opened open(ModelFiles files, int intraOpThreads) {
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(
                        OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, "wireroom");
        try (SessionOptions options = options(intraOpThreads)) {
            // a news wire reports to nobody
            environment.setTelemetry(false);
            return new Opened(
                    environment,
                    environment.createSession(files.content("encoder.onnx"), options),
                    environment.createSession(files.content("sentiment.onnx"), options));
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime refuses model " + files.name() + " " + files.version(), e);
        }
    }

    /**
     * Runs on a thread with a deep stack: ONNX Runtime 1.29 matches the process's command line
     * against a recursive regular expression when it opens a model, and a class path of some ten
     * thousand characters overflows the usual stack, which ends the process without a word.
     */
    private static <T> T withDeepStack(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        new Thread(null, task, "wireroom-open-model", OPENING_STACK_BYTES).start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the model was opened", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException own
                    ? own
                    : new IllegalStateException(e.getCause());
        }
    }

    private static SessionOptions options(int intraOpThreads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(intraOpThreads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        // Every window has another length: a remembered allocation pattern per length would only
        // grow.
        options.setMemoryPatternOptimization(false);
        // The arena never gives memory back; without it native memory is what running calls need.
        options.setCPUArenaAllocator(false);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    /**
     * What the encoder says about a window.
     *
     * @param tags probabilities {@code [token * tags + tag]}, each token's from its first piece
     * @param states {@code [piece * 384 + i]}
     */
    @SuppressWarnings("ArrayRecordComponent") // arrays for speed; nobody changes them
    public record Encoded(float[] tags, float[] states) {}

    /** Encodes windows, in batches of similar length; answers are in the order of the windows. */
    public List<Encoded> encode(List<Window> windows) {
        Encoded[] encoded = new Encoded[windows.size()];
        List<Integer> byLength =
                IntStream.range(0, windows.size())
                        .boxed()
                        .sorted(Comparator.comparingInt(index -> windows.get(index).ids().length))
                        .toList();
        for (int from = 0; from < byLength.size(); ) {
            int to = endOfBatch(windows, byLength, from);
            List<Integer> batch = byLength.subList(from, to);
            List<Encoded> answers = run(batch.stream().map(windows::get).toList());
            for (int index = 0; index < answers.size(); index++) {
                encoded[batch.get(index)] = answers.get(index);
            }
            from = to;
        }
        return List.of(encoded);
    }

    /** How far a batch from {@code from} on may go; windows come by length, shortest first. */
    private static int endOfBatch(List<Window> windows, List<Integer> byLength, int from) {
        int real = 0;
        int to = from;
        while (to < byLength.size() && to - from < BATCH_WINDOWS) {
            int length = windows.get(byLength.get(to)).ids().length;
            int padded = (to - from + 1) * length;
            real += length;
            if (to > from && (padded > BATCH_PIECES || padded > real * MAX_PADDING)) {
                break;
            }
            to++;
        }
        return to;
    }

    private List<Encoded> run(List<Window> batch) {
        int length = batch.get(batch.size() - 1).ids().length;
        long[] allIds = new long[batch.size() * length];
        long[] allShapes = new long[allIds.length];
        long[] mask = new long[allIds.length];
        for (int row = 0; row < batch.size(); row++) {
            long[] own = batch.get(row).ids();
            System.arraycopy(own, 0, allIds, row * length, own.length);
            System.arraycopy(batch.get(row).shapes(), 0, allShapes, row * length, own.length);
            Arrays.fill(mask, row * length, row * length + own.length, 1);
        }
        long[] shape = {batch.size(), length};
        try (OnnxTensor ids = tensor(allIds, shape);
                OnnxTensor shapes = tensor(allShapes, shape);
                OnnxTensor ones = tensor(mask, shape);
                OrtSession.Result result =
                        encoder.run(
                                Map.of("ids", ids, "shapes", shapes, "mask", ones),
                                Set.of("tags", "states"))) {
            float[] logits = floats(result, "tags");
            float[] states = floats(result, "states");
            List<Encoded> encoded = new ArrayList<>(batch.size());
            for (int row = 0; row < batch.size(); row++) {
                Window window = batch.get(row);
                int begin = row * length * WIDTH;
                encoded.add(
                        new Encoded(
                                probabilities(window, logits, row * length),
                                Arrays.copyOfRange(
                                        states, begin, begin + window.ids().length * WIDTH)));
            }
            return encoded;
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "the encoder failed on %d windows of %d pieces".formatted(batch.size(), length),
                    e);
        }
    }

    /**
     * Sentiment toward the marked pieces of a window.
     *
     * @param marks 0 or 1 for each piece, at least one 1
     * @return probabilities of negative, neutral and positive
     */
    public float[] sentiment(float[] states, long[] marks) {
        int length = states.length / WIDTH;
        long[] mask = new long[length];
        Arrays.fill(mask, 1);
        long[] shape = {1, length};
        try (OnnxTensor input =
                        OnnxTensor.createTensor(
                                environment,
                                FloatBuffer.wrap(states),
                                new long[] {1, length, WIDTH});
                OnnxTensor ones = tensor(mask, shape);
                OnnxTensor target = tensor(marks, shape);
                OrtSession.Result result =
                        sentiment.run(
                                Map.of("states", input, "mask", ones, "target", target),
                                Set.of("sentiment"))) {
            float[] logits = floats(result, "sentiment");
            softmax(logits, 0, logits.length, logits, 0);
            return logits;
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "the sentiment head failed on %d pieces".formatted(length), e);
        }
    }

    private float[] probabilities(Window window, float[] logits, int firstRow) {
        int size = tags.size();
        float[] probabilities = new float[window.tokens() * size];
        for (int token = 0; token < window.tokens(); token++) {
            softmax(
                    logits,
                    (firstRow + window.firstPiece(token)) * size,
                    size,
                    probabilities,
                    token * size);
        }
        return probabilities;
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    private static float[] floats(OrtSession.Result result, String name) {
        OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static void softmax(float[] logits, int from, int size, float[] into, int at) {
        double top = Double.NEGATIVE_INFINITY;
        for (int index = 0; index < size; index++) {
            top = Math.max(top, logits[from + index]);
        }
        double sum = 0;
        for (int index = 0; index < size; index++) {
            sum += Math.exp(logits[from + index] - top);
        }
        for (int index = 0; index < size; index++) {
            into[at + index] = (float) (Math.exp(logits[from + index] - top) / sum);
        }
    }

    /** Frees both sessions; the environment is the process's and stays. */
    @Override
    public void close() {
        try (encoder;
                sentiment) {
            // both are closed on leaving, the second also when the first fails
        } catch (OrtException e) {
            throw new IllegalStateException("a session could not be closed", e);
        }
    }
}
