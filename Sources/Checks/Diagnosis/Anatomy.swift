import Equations
import Layers
import Models
import Terms

/// What of a model mistakes can be made in: its dense layers, activations, recurrent layers, in the
/// order of execution.
package struct Anatomy: Sendable {
  package let model: Model
  /// The right program.
  package let program: Program
  package let samples: Int
  /// The order of the samples that would make the user's numbers right; nil when none does.
  package let rowOrder: [Int]?
  /// The equations whose numbers are asked for, which general rules are tried on.
  package let focus: [Int]
  /// Whether layers go on from the states that a call before left.
  let goesOn: Bool
  /// The mask with which a gradient would have gone back through a dropout to be the user's; nil when none would.
  let maskBackwards: MaskBackwards?
  let dense: [Frame]
  let activations: [Activated]
  let recurrent: [Recurrent]

  /// A layer call that applies a function which is not linear: `a = relu(z)`.
  struct Activated: Placed {
    let frame: Frame
    let term: Term
    var path: String { frame.path }

    /// What stands under the function.
    var argument: Term { Anatomy.argument(term) }

    func isApplied<F: Op>(_ op: F.Type) -> Bool {
      if case .apply(let op, _) = term { op is F } else { false }
    }
  }

  /// A recurrent layer, or a cell in one.
  struct Recurrent: Placed {
    let family: Family
    /// The call that writes a timestep's equations, and the one whose loop it is.
    let path, loop: String
  }

  /// The three kinds of recurrent layers.
  enum Family: Sendable, CaseIterable {
    case simpleRNN, lstm, gru

    init?(_ kind: String) {
      if kind.hasSuffix("LSTM") || kind == "LSTMCell" || kind.hasPrefix("ConvLSTM") {
        self = .lstm
      } else if kind.hasSuffix("GRU") || kind == "GRUCell" {
        self = .gru
      } else if kind == "SimpleRNN" || kind == "SimpleRNNCell" {
        self = .simpleRNN
      } else {
        return nil
      }
    }
  }

  package init(
    _ model: Model, _ program: Program, samples: Int, rowOrder: [Int]? = nil, focus: [Int] = [],
    goesOn: Bool = false
  ) {
    self.init(model, program, samples, rowOrder, focus, goesOn, nil)
  }

  init(_ model: Model, _ program: Program, samples: Int, maskBackwards: MaskBackwards) {
    self.init(model, program, samples, nil, [], false, maskBackwards)
  }

  private init(
    _ model: Model, _ program: Program, _ samples: Int, _ rowOrder: [Int]?, _ focus: [Int],
    _ goesOn: Bool, _ maskBackwards: MaskBackwards?
  ) {
    self.goesOn = goesOn
    self.maskBackwards = maskBackwards
    self.model = model
    self.program = program
    self.samples = samples
    self.rowOrder = rowOrder
    self.focus = focus
    let terms = Dictionary(grouping: program.equations, by: \.frame)
    let calls = program.frames.filter { $0.forward == nil }
    dense = calls.filter { $0.kind == "Dense" }
    activations = calls.compactMap { frame in
      let term = terms[frame.id]?.first { $0.result.name.ascii == "a" }?.term
      guard let term, term.value == nil else { return nil }
      return Activated(frame: frame, term: term)
    }
    recurrent = calls.compactMap { frame in
      guard let family = Family(frame.kind), terms[frame.id] != nil else { return nil }
      let parent = frame.parent.map { program.frames[$0] }
      let isCell = frame.kind.hasSuffix("Cell")
      return Recurrent(
        family: family, path: frame.path, loop: isCell ? parent?.path ?? "" : frame.path)
    }
  }

  /// Activations before the last dense layer, or, of a model without one, before the last of them: those of dense layers,
  /// not of the inside of others.
  var hidden: [Activated] {
    guard let last = dense.last else { return activations.dropLast() }
    return activations.filter { $0.frame.id < last.id }
  }

  /// The activation of the last dense layer: its own, or that of a layer behind it.
  var last: Activated? {
    guard let layer = dense.last else { return activations.last }
    return activations.last { $0.frame.id >= layer.id }
  }

  var isRecurrent: Bool { !recurrent.isEmpty }

  /// The calls of the prediction.
  var calls: [Frame] { program.frames.filter { $0.forward == nil } }

  /// The calls of some Keras classes.
  func frames(_ kinds: String...) -> [Frame] { calls.filter { kinds.contains($0.kind) } }

  /// An equation's term in the right program.
  func term(_ name: String, of path: String) -> Term? {
    guard let frame = program.frames.first(where: { $0.path == path }) else { return nil }
    return program.equations.first { $0.frame == frame.id && $0.result.name.ascii == name }?.term
  }

  /// What an activation is applied to: the value z or x in it.
  static func argument(_ term: Term) -> Term {
    let (argument, function) = term.application
    if function != nil { return argument }
    return term.value("z") ?? term.value("x") ?? term.values.first.map { .value($0) } ?? term
  }

  /// The config entry of a layer by the path of its call; nil where there is none.
  func number(_ key: String, of path: String) -> Double? {
    var parts = model.layer.parts
    var found: Part?
    var rest = path[...]
    while !rest.isEmpty {
      let part = parts.filter {
        rest == $0.name || rest.hasPrefix($0.name + "/") || rest.hasPrefix($0.name + "#")
      }
      .max { $0.name.count < $1.name.count }
      guard let part else { return nil }
      found = part
      rest = rest.dropFirst(part.name.count).drop { $0 != "/" }.dropFirst()
      parts = part.layer.parts
    }
    return found.flatMap { try? $0.config.double(key) }
  }

  /// A mistake in all of some layers, and, where there are several, in each alone.
  func inEach<Layer: Placed>(_ layers: [Layer], _ slip: ([Layer]) -> Slip?) -> [Slip] {
    let alone = layers.count > 1 ? layers.map { slip([$0])?.alone(in: $0.path) } : []
    return ((layers.isEmpty ? [] : [slip(layers)]) + alone).compactMap { $0 }
  }

  /// A mistake in all of some calls, and in each alone; `change` gets an equation of theirs.
  func inCalls(
    _ calls: [Frame], _ name: MistakeName, _ title: String,
    _ change: @escaping @Sendable (Draft) -> Term?
  ) -> [Slip] {
    inEach(calls) { calls in
      let paths = calls.map(\.path)
      return Slip(name, title, .equation { paths.contains($0.path) ? change($0) : nil })
    }
  }

  /// A mistake in the recurrent layers of a family, in all and in each alone.
  func inRecurrent(
    _ names: [Family: MistakeName], _ title: String,
    _ slip: (Chosen) -> (Revision, Slip.Contrast?)?
  ) -> [Slip] {
    Family.allCases.flatMap { family -> [Slip] in
      guard let name = names[family] else { return [] }
      return inEach(recurrent.filter { $0.family == family }) { layers in
        slip(Chosen(family: family, layers: layers)).map { revision, contrast in
          Slip(name, title, revision, contrast: contrast)
        }
      }
    }
  }

  /// Recurrent layers that a mistake is made in.
  struct Chosen: Sendable {
    let family: Family
    let layers: [Recurrent]
    var paths: [String] { layers.map(\.path) }
    var loops: [String] { layers.map(\.loop) }
    var place: String { layers.first?.path ?? "" }
  }
}

/// What stands at a place of a model: the call of a layer.
protocol Placed: Sendable {
  var path: String { get }
}

extension Frame: Placed {}
