import Layers

/// docs/layers.md, made from the lists of layers and activations.
enum LayersPage {
  static func markdown() -> String {
    var lines = [
      "# Layers", "",
      "Made from the code by `make docs`; a test fails when it is stale. A model with another layer",
      "opens all the same: everything before that layer can be stepped.", "",
      "## Classes", "",
    ]
    let classes = LayerKinds.all.flatMap { kind in
      kind.classNames.map { name in
        (name: name, isRefused: LayerKinds.refusedClasses.contains(name))
      }
    }
    let computed = classes.filter { !$0.isRefused }.map(\.name).sorted()
    let refused = classes.filter(\.isRefused).map(\.name).sorted()
    lines += computed.map { "- `\($0)`" }
    lines += [
      "", "## Shown and never run", "",
      "They carry code in the model file. What they compute can be said ([own-layers.md](own-layers.md)):",
      "",
    ]
    lines += refused.map { "- `\($0)`" }
    lines += ["", "## Operations of functional graphs", ""]
    lines += ["The op nodes that Keras 3 writes, such as those of masks:", ""]
    lines += [LayerKinds.operationClasses.sorted().map { "`\($0)`" }.joined(separator: ", ")]
    lines += ["", "Known by name and not computed:", ""]
    lines += LayerKinds.refusedOperations.map { classes, reason in
      "- " + classes.map { "`\($0)`" }.joined(separator: ", ") + ": \(reason)"
    }
    lines += [
      "- the vectors of `Eigh` and `SVD`: their signs come from the steps of the library that makes them, and no formula says"
        + " them; eigenvalues and singular values are computed",
      "- `TopK` with `sorted=False`, but for one number or all: TensorFlow leaves them as its search found them",
      "- whole numbers of a file from 2^53 on beside whole ones: they are not computed exactly",
    ]
    lines += ["", "## Activations", ""]
    lines += [Activations.names.sorted().map { "`\($0)`" }.joined(separator: ", ")]
    return lines.joined(separator: "\n") + "\n"
  }
}
