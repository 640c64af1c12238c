import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs exported models on batches written by runtime.py, because Debian has no ONNX Runtime for Python.
 *
 * <p>Arguments: encoder.onnx sentiment.onnx requests answers. A request is ints b, s, n, then b*s each of ids, shapes
 * and mask, then n rows and n*s of target; its answer is b*s*T floats of tags and n*3 of sentiment, big endian.
 */
public final class OnnxRunner {
    private static final int WIDTH = 384;
    private static final int INPUTS = 3;

    private OnnxRunner() {}

    public static void main(String[] args) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession encoder = environment.createSession(args[0], options);
                    OrtSession sentiment = environment.createSession(args[1], options);
                    DataInputStream in =
                            new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(args[2]))));
                    DataOutputStream out =
                            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[3]))))) {
                long nanos = 0;
                long pieces = 0;
                int requests = in.readInt();
                for (int request = 0; request < requests; request++) {
                    int batch = in.readInt();
                    int length = in.readInt();
                    int targets = in.readInt();
                    long[][] inputs = new long[INPUTS][];
                    for (int input = 0; input < INPUTS; input++) {
                        inputs[input] = longs(in, batch * length);
                    }
                    long[] rows = longs(in, targets);
                    long[] marks = longs(in, targets * length);
                    long begin = System.nanoTime();
                    run(environment, encoder, sentiment, batch, length, inputs, rows, marks, out);
                    nanos += System.nanoTime() - begin;
                    pieces += (long) batch * length;
                }
                System.out.printf("%d padded pieces, %.0f a second%n", pieces, pieces * 1e9 / nanos);
            }
        }
    }

    private static void run(
            OrtEnvironment environment,
            OrtSession encoder,
            OrtSession sentiment,
            int batch,
            int length,
            long[][] inputs,
            long[] rows,
            long[] marks,
            DataOutputStream out)
            throws Exception {
        long[] shape = {batch, length};
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(inputs[0]), shape);
                OnnxTensor shapes = OnnxTensor.createTensor(environment, LongBuffer.wrap(inputs[1]), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(inputs[2]), shape);
                OrtSession.Result result = encoder.run(Map.of("ids", ids, "shapes", shapes, "mask", mask))) {
            write(out, ((OnnxTensor) result.get("tags").orElseThrow()).getFloatBuffer());
            if (rows.length == 0) {
                return;
            }
            FloatBuffer states = ((OnnxTensor) result.get("states").orElseThrow()).getFloatBuffer();
            float[] chosen = new float[rows.length * length * WIDTH];
            long[] chosenMask = new long[rows.length * length];
            for (int target = 0; target < rows.length; target++) {
                int row = (int) rows[target];
                states.get(row * length * WIDTH, chosen, target * length * WIDTH, length * WIDTH);
                System.arraycopy(inputs[2], row * length, chosenMask, target * length, length);
            }
            long[] targetShape = {rows.length, length};
            long[] statesShape = {rows.length, length, WIDTH};
            try (OnnxTensor of = OnnxTensor.createTensor(environment, FloatBuffer.wrap(chosen), statesShape);
                    OnnxTensor seen = OnnxTensor.createTensor(environment, LongBuffer.wrap(chosenMask), targetShape);
                    OnnxTensor target = OnnxTensor.createTensor(environment, LongBuffer.wrap(marks), targetShape);
                    OrtSession.Result answer = sentiment.run(Map.of("states", of, "mask", seen, "target", target))) {
                write(out, ((OnnxTensor) answer.get("sentiment").orElseThrow()).getFloatBuffer());
            }
        }
    }

    private static long[] longs(DataInputStream in, int count) throws IOException {
        long[] values = new long[count];
        for (int index = 0; index < count; index++) {
            values[index] = in.readInt();
        }
        return values;
    }

    private static void write(DataOutputStream out, FloatBuffer values) throws IOException {
        while (values.hasRemaining()) {
            out.writeFloat(values.get());
        }
    }
}
