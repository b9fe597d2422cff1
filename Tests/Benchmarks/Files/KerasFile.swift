import Containers

/// A `.keras` archive of a Sequential model, as `model.save` writes it, made without Keras.
struct KerasFile {
  struct Layer {
    /// Also that of its group, which Keras names for the class: `dense`, `dense_1`, ….
    let name: String
    /// Keras' class.
    let kind: String
    /// The rest of its config, as JSON members.
    let config: String
    /// The group of its arrays below `layers/NAME`: `["vars"]`, `["cell", "vars"]`.
    let group: [String]
    let arrays: [(shape: [Int], numbers: HDF5Content)]
  }

  let name: String
  /// One sample's shape; nil where the length is open.
  let inputShape: [Int?]
  let layers: [Layer]

  /// Writes the archive; the arrays begin `misalignment` bytes after a multiple of 64.
  func write(to path: String, misalignment: Int = 0) throws {
    let groups = layers.map { layer in
      let arrays = layer.arrays.enumerated().map { index, array in
        ("\(index)", HDF5Node(.array(HDF5Values(shape: array.shape, array.numbers))))
      }
      var node = HDF5Node(.group(arrays))
      for name in layer.group.reversed() { node = HDF5Node(.group([(name, node)])) }
      return (layer.name, node)
    }
    let weights = HDF5Writer(HDF5Node(.group([("layers", HDF5Node(.group(groups)))])))

    var archive = try StoredArchive(path: path)
    let metadata = #"{"keras_version": "3.15.1", "date_saved": "2026-01-01@00:00:00"}"#
    try archive.add("metadata.json", [Array(metadata.utf8)])
    let file = "model.weights.h5"
    var config = Array(self.config.utf8)
    let start = archive.contentStart(after: ["config.json": config.count], of: file)
    // White space after JSON means nothing.
    config += [UInt8](repeating: 0x20, count: (misalignment - start) & 63)
    try archive.add("config.json", [config])
    try archive.add(file, weights.structure, weights.arrays)
    try archive.finish()
  }

  private var config: String {
    let lengths = inputShape.map { $0.map(String.init) ?? "null" }
    let shape = (["null"] + lengths).joined(separator: ", ")
    let input = #""batch_shape": [\#(shape)], "dtype": "float32""#
    let all =
      [member("InputLayer", "input_layer", input)]
      + layers.map { member($0.kind, $0.name, $0.config) }
    return """
      {"module": "keras", "class_name": "Sequential", "config": {"name": "\(name)", \
      "trainable": true, "layers": [\(all.joined(separator: ", "))], \
      "build_input_shape": [\(shape)]}, "registered_name": null, \
      "build_config": {"input_shape": [\(shape)]}}
      """
  }

  private func member(_ kind: String, _ name: String, _ config: String) -> String {
    """
    {"module": "keras.layers", "class_name": "\(kind)", \
    "config": {"name": "\(name)", \(config)}, "registered_name": null}
    """
  }
}
