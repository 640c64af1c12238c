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
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Runs the model's two graphs: the encoder with its tag head over a window, and the sentiment head over the encoder's states.
 * Safe for use by many threads, which share the two native sessions.
 *
 * <p>One window a call. The shipped graphs quantise activations with one scale per tensor; windows that shared a call would
 * change each other's results by their company, and an annotation would depend on what the cache held. It costs nothing: on one
 * thread the products of a single sentence already fill the vector units (measured, see {@code docs/adr}).
 */
public final class Encoder implements AutoCloseable {
    /** Width of a state. */
    private static final int WIDTH = 384;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, "wireroom");
    private final OrtSession encoder;
    private final OrtSession sentiment;
    private final TagSet tags;

    /**
     * @param intraOpThreads threads that one call may use
     * @throws IllegalStateException when the runtime refuses a graph
     */
    public Encoder(ModelFiles files, int intraOpThreads) {
        tags = files.tags();
        try (SessionOptions options = options(intraOpThreads)) {
            encoder = environment.createSession(files.content("encoder.onnx"), options);
            sentiment = environment.createSession(files.content("sentiment.onnx"), options);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses model " + files.name() + " " + files.version(), e);
        }
    }

    private static SessionOptions options(int intraOpThreads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(intraOpThreads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        // Every window has another length: a remembered allocation pattern per length would only grow.
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
    public record Encoded(float[] tags, float[] states) {}

    /** Encodes one window. */
    public Encoded encode(Window window) {
        long[] shape = {1, window.ids().length};
        long[] mask = new long[window.ids().length];
        Arrays.fill(mask, 1);
        try (OnnxTensor ids = tensor(window.ids(), shape);
                OnnxTensor shapes = tensor(window.shapes(), shape);
                OnnxTensor ones = tensor(mask, shape);
                OrtSession.Result result =
                        encoder.run(Map.of("ids", ids, "shapes", shapes, "mask", ones), Set.of("tags", "states"))) {
            float[] logits = floats(result, "tags");
            float[] states = floats(result, "states");
            return new Encoded(probabilities(window, logits), states);
        } catch (OrtException e) {
            throw new IllegalStateException("the encoder failed on %d pieces".formatted(window.ids().length), e);
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
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(states), new long[] {1, length, WIDTH});
                OnnxTensor ones = tensor(mask, shape);
                OnnxTensor target = tensor(marks, shape);
                OrtSession.Result result =
                        sentiment.run(Map.of("states", input, "mask", ones, "target", target), Set.of("sentiment"))) {
            float[] logits = floats(result, "sentiment");
            softmax(logits, 0, logits.length, logits, 0);
            return logits;
        } catch (OrtException e) {
            throw new IllegalStateException("the sentiment head failed on %d pieces".formatted(length), e);
        }
    }

    private float[] probabilities(Window window, float[] logits) {
        int size = tags.size();
        float[] probabilities = new float[window.tokens() * size];
        for (int token = 0; token < window.tokens(); token++) {
            softmax(logits, window.firstPiece(token) * size, size, probabilities, token * size);
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
