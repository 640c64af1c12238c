package dev.wireroom.enrich.text.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.wireroom.enrich.text.token.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs the model's two graphs: the encoder with its tag head over a window, and the sentiment head
 * over the encoder's states. Safe for use by many threads, which share the two native sessions.
 *
 * <p>Windows of similar length share a call of up to {@value #BATCH_WINDOWS}, which is up to 30%
 * faster than one at a time, as do up to {@value #BATCH_TARGETS} targets, which is several times as
 * fast. The shipped graphs quantise activations with fixed scales and mask padding exactly, so a
 * result does not depend on its company; a test holds that bit for bit.
 */
public final class Encoder implements AutoCloseable {
    /** Width of a state. */
    private static final int WIDTH = 384;

    private static final int BATCH_WINDOWS = 8;
    private static final int BATCH_TARGETS = 16;

    /** What a call of either graph costs beside its pieces, in pieces: measured for windows. */
    private static final int CALL_PIECES = 8;

    /** Up to 512 padded pieces bound a call's memory. */
    private static final Batches WINDOWS = new Batches(BATCH_WINDOWS, 512, CALL_PIECES);

    /** Padded pieces of the targets of a call. */
    private static final int TARGET_PIECES = 2048;

    /**
     * Lengths are rounded up to {@link #TARGET_LENGTHS}, which is more than a call costs: only
     * equal ones share a call.
     */
    private static final Batches TARGETS = new Batches(BATCH_TARGETS, TARGET_PIECES, CALL_PIECES);

    /**
     * The sentiment head sums over a window's pieces in float, in an order that depends on the
     * length, padding included. So a window's must not depend on its company.
     */
    private static final int TARGET_LENGTHS = 16;

    private static final float[] ZEROS = new float[TARGET_LENGTHS * WIDTH];

    /** Stack of the thread that opens the model; only what is touched is ever resident. */
    private static final long OPENING_STACK_BYTES = 256L << 20;

    private final OrtEnvironment environment;
    private final OrtSession encoder;
    private final OrtSession sentiment;
    private final TagSet tags;

    /** Native memory for the states of a call, one for each thread in one at a time. */
    private final Queue<FloatBuffer> buffers = new ConcurrentLinkedQueue<>();

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
            // a news wire reports to nobody; what ORT_DISABLE_TELEMETRY alone ends, our start
            // script ends
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
     * The encoder's states of a window, part of what a call gave.
     *
     * @param values {@code [from + piece * 384 + i]}
     * @param pieces how many
     */
    @SuppressWarnings("ArrayRecordComponent") // arrays for speed; nobody changes them
    public record States(float[] values, int from, int pieces) {}

    /**
     * What the encoder says about a window.
     *
     * @param tags probabilities {@code [token * tags + tag]}, each token's from its first piece
     */
    @SuppressWarnings("ArrayRecordComponent") // arrays for speed; nobody changes them
    public record Encoded(float[] tags, States states) {}

    /**
     * A span whose sentiment is asked for.
     *
     * @param marks 0 or 1 for each piece of the window, at least one 1
     */
    @SuppressWarnings("ArrayRecordComponent") // arrays for speed; nobody changes them
    public record Marked(States states, long[] marks) {}

    /** Encodes windows, in batches of similar length; answers are in the order of the windows. */
    public List<Encoded> encode(List<Window> windows) {
        return WINDOWS.run(windows, window -> window.ids().length, this::run);
    }

    /**
     * Sentiment toward marked pieces of windows; answers are in the order of the spans.
     *
     * @return probabilities of negative, neutral and positive
     */
    public List<float[]> sentiment(List<Marked> spans) {
        return TARGETS.run(spans, Encoder::paddedLength, this::runSentiment);
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
                encoded.add(
                        new Encoded(
                                probabilities(window, logits, row * length),
                                new States(states, row * length * WIDTH, window.ids().length)));
            }
            return encoded;
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "the encoder failed on %d windows of %d pieces".formatted(batch.size(), length),
                    e);
        }
    }

    private static int paddedLength(Marked span) {
        return (span.states().pieces() + TARGET_LENGTHS - 1) / TARGET_LENGTHS * TARGET_LENGTHS;
    }

    private List<float[]> runSentiment(List<Marked> batch) {
        FloatBuffer buffer = Objects.requireNonNullElseGet(buffers.poll(), Encoder::buffer);
        try {
            return runSentiment(batch, buffer);
        } finally {
            buffers.add(buffer);
        }
    }

    private static FloatBuffer buffer() {
        return ByteBuffer.allocateDirect(TARGET_PIECES * WIDTH * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private List<float[]> runSentiment(List<Marked> batch, FloatBuffer allStates) {
        int length = paddedLength(batch.get(0));
        // Products of one row are computed another way than those of more: one is never alone.
        int rows = Math.max(batch.size(), 2);
        long[] shape = {rows, length};
        long[] mask = new long[rows * length];
        long[] marks = new long[mask.length];
        allStates.clear();
        for (int row = 0; row < rows; row++) {
            Marked span = batch.get(Math.min(row, batch.size() - 1));
            States own = span.states();
            allStates.put(own.values(), own.from(), own.pieces() * WIDTH);
            allStates.put(ZEROS, 0, (length - own.pieces()) * WIDTH);
            Arrays.fill(mask, row * length, row * length + own.pieces(), 1);
            System.arraycopy(span.marks(), 0, marks, row * length, own.pieces());
        }
        allStates.flip();
        try (OnnxTensor states =
                        OnnxTensor.createTensor(
                                environment, allStates, new long[] {rows, length, WIDTH});
                OnnxTensor ones = tensor(mask, shape);
                OnnxTensor targets = tensor(marks, shape);
                OrtSession.Result result =
                        sentiment.run(
                                Map.of("states", states, "mask", ones, "target", targets),
                                Set.of("sentiment"))) {
            float[] logits = floats(result, "sentiment");
            int labels = logits.length / rows;
            List<float[]> answers = new ArrayList<>(batch.size());
            for (int row = 0; row < batch.size(); row++) {
                float[] probabilities = new float[labels];
                softmax(logits, row * labels, labels, probabilities, 0);
                answers.add(probabilities);
            }
            return answers;
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "the sentiment head failed on %d targets in windows of %d pieces"
                            .formatted(batch.size(), length),
                    e);
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
        // a copy already, of exactly these values
        return tensor.getFloatBuffer().array();
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
