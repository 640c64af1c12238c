"""Runs exported models with ONNX Runtime (through OnnxRunner.java), in the same form as `evaluate.predict`."""
import pathlib
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

import numpy

from .corpora import SENTIMENT_LABELS, TAGS
from .examples import batches, collate

RUNNER = pathlib.Path(__file__).with_name("OnnxRunner.java")
PIECES_PER_BATCH = 400
WORTH_TWO_PROCESSES = 10_000


class OnnxModel:
    """An exported model folder and the ONNX Runtime jar to run it with."""

    def __init__(self, folder, jar):
        self.folder, self.jar = pathlib.Path(folder), jar

    def predict(self, examples, pieces_per_batch=PIECES_PER_BATCH):
        """Per example (tag logits [s,T], sentiment logits [targets,3]); many are shared by two processes, of one thread each."""
        if len(examples) < WORTH_TWO_PROCESSES:
            return self._predict(examples, pieces_per_batch)
        with ThreadPoolExecutor() as pool:
            even, odd = pool.map(lambda start: self._predict(examples[start::2], pieces_per_batch), (0, 1))
        results = [None] * len(examples)
        results[0::2], results[1::2] = even, odd
        return results

    def _predict(self, examples, pieces_per_batch):
        groups = batches(examples, pieces_per_batch)
        made = [collate([examples[index] for index in group]) for group in groups]
        numbers = [len(made)]
        for batch in made:
            numbers += [*batch.ids.shape, len(batch.rows)]
            for tensor in (batch.ids, batch.shapes, batch.mask, batch.rows, batch.targets):
                numbers += tensor.long().flatten().tolist() if tensor is not batch.targets or len(batch.rows) else []
        answers = self._run(numpy.array(numbers, ">i4").tobytes())
        results, position = [None] * len(examples), 0
        for group, batch in zip(groups, made):
            count, length = batch.ids.shape
            size = count * length * len(TAGS)
            tags = answers[position : position + size].reshape(count, length, len(TAGS))
            position += size
            size = len(batch.rows) * len(SENTIMENT_LABELS)
            sentiment = answers[position : position + size].reshape(-1, len(SENTIMENT_LABELS))
            position += size
            rows = batch.rows.numpy()
            for row, index in enumerate(group):
                results[index] = (tags[row], sentiment[rows == row])
        if position != len(answers):
            raise ValueError("the runner's answers don't line up with the requests")
        return results

    def _run(self, requests):
        with tempfile.TemporaryDirectory() as folder:
            source, target = pathlib.Path(folder, "requests"), pathlib.Path(folder, "answers")
            source.write_bytes(requests)
            models = [str(self.folder / name) for name in ("encoder.onnx", "sentiment.onnx")]
            command = ["java", "-cp", str(self.jar), str(RUNNER), *models, str(source), str(target)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            print(done.stdout.strip(), flush=True)
            return numpy.frombuffer(target.read_bytes(), ">f4").astype(numpy.float32)
