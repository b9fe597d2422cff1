// Files of Keras become models, models become programs.
//
// `ModelFile` asks the formats of a list, `Formats`, one after the other; the one that knows the file
// finds the architecture's JSON, the version and the weights in its container. `GraphReader` reads the
// layers and who reads whom, `LayerReader` makes the layers, `Weights` finds each its arrays: by the
// order of a list (`ListedWeights`), by a path that counts classes (`PathWeights`) or by what objects called
// each other (`ObjectGraphWeights`). `Saved` has what a SavedModel and a checkpoint are made of. Weights stay where
// they lie until they are used. `ModelLayer` is a graph as a layer, so that a model in a model is nothing
// new; `Model.program` writes all equations for one input shape.
//
// `Arrays` reads and writes files of arrays, one format a file; `Feed` makes of what is typed or read
// what a model takes.
//
// Nothing in a file is believed: classes of other modules and those that hold code are shown and
// not run, graphs that go in circles are refused, and a layer that cannot be computed ends the
// program there and says why, while the model opens.
//
// `Converting` writes a model in Keras 3's words, for `kerastep convert`.
//
// Left out: functions of TensorFlow, which are no layers; models that are Python classes, which are code.
