import Equations

/// A layer that runs code which the file brings along: shown, and never run.
struct Refused: Layer {
  static let classNames = [
    "Lambda", "TFSMLayer", "TorchModuleWrapper", "FlaxLayer", "JaxLayer", "TensorFlowOpLayer",
  ]
  static let readsOwnKeys = false
  let kind: String

  init(_ config: Config) throws { kind = config.kind }

  var isComputable: Bool { false }
  var title: String { "\(kind), not run" }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    throw eq.walkEnd(
      "a \(kind) holds code in the model file, which is never run",
      remedy: Advice.equation(of: call, eq))
  }
}
