"""Reports to linguistic analyses: a stage, and the only home of spaCy and onnxruntime."""
