import Containers
import Debugging
import Equations
import Layers
import Models
import Tensors

/// A model put together by a test, as the JSON that Keras would have written.
package struct Architecture {
  package var kind = "Sequential"
  package var layers: [String] = []
  /// What stands beside the layers in the config.
  package var rest = ""
  /// Which Keras is said to have written it.
  package var version = KerasVersion(2, 15)

  package init(
    kind: String = "Sequential", layers: [String] = [], rest: String = "",
    version: KerasVersion = KerasVersion(2, 15)
  ) {
    self.version = version
    self.kind = kind
    self.layers = layers
    self.rest = rest
  }

  /// `dense("a", 3)`: a Dense layer of a Sequential.
  package static func dense(_ name: String, _ units: Int, more: String = "") -> String {
    #"{"class_name": "Dense", "config": {"name": "\#(name)", "units": \#(units)\#(more)}}"#
  }

  package static func input(_ name: String = "x", _ shape: String = "[null, 2]") -> String {
    """
    {"class_name": "InputLayer", "name": "\(name)", "inbound_nodes": [],
     "config": {"name": "\(name)", "batch_input_shape": \(shape)}}
    """
  }

  /// A Dense layer of a functional graph that reads another layer.
  package static func dense(_ name: String, _ units: Int, reading sources: String...) -> String {
    let calls = sources.map { #"[["\#($0)", 0, 0, {}]]"# }.joined(separator: ", ")
    return """
      {"class_name": "Dense", "name": "\(name)", "config": {"name": "\(name)", "units": \(units)},
       "inbound_nodes": [\(calls)]}
      """
  }

  package static func functional(_ layers: [String], output: String) -> Architecture {
    Architecture(
      kind: "Functional", layers: layers,
      rest: #", "input_layers": [["x", 0, 0]], "output_layers": [["\#(output)", 0, 0]]"#)
  }

  package var json: String {
    """
    {"class_name": "\(kind)", "keras_version": "\(version)",
     "config": {"name": "model", "layers": [\(layers.joined(separator: ", "))]\(rest)}}
    """
  }

  /// The model with the arrays of its layers, by layer.
  package func model(_ weights: [(String, [Tensor])] = []) throws -> Model {
    try model(named: weights.map { ($0.0, $0.1.map { ("w", $0) }) })
  }

  /// The same with arrays that have names, `dense/kernel:0`.
  package func model(named weights: [(String, [(name: String, tensor: Tensor)])]) throws -> Model {
    let arrays = try weights.map { LayerArrays($0.0, try $0.1.map(Architecture.stored)) }
    return try Model(
      try JSON(parsing: json, file: "test"), version: version, arrays: arrays,
      named: "test")
  }

  private static func stored(_ name: String, _ tensor: Tensor) throws -> StoredArray {
    let bytes = tensor.elements.flatMap { element in
      withUnsafeBytes(of: Float(element).bitPattern.littleEndian) { Array($0) }
    }
    let archive = try Npz.write([
      NamedArray(name: name, shape: tensor.shape.dims, element: .float32, bytes: Bytes(bytes))
    ])
    return try Npz(Bytes(archive), name: "test").array(name)
  }
}

extension Model {
  /// Why a run on inputs of these shapes ends early; "nothing" when it does not.
  package func obstacle(_ shapes: Shape...) throws -> String {
    try program(for: shapes).obstacle?.description ?? "nothing"
  }
}
