import Debugging
import Equations
import Models
import Tensors
import Terms

/// A model's computation for one input shape, with what it gave for recorded inputs: all that an
/// export writes.
package struct Export {
  package let subject: Subject
  package let machine: Machine
  /// How far another program's results may lie from the recorded ones.
  package let tolerance: (absolute: Double, relative: Double)
  /// The inputs of each recorded sample, in the model's order, and its outputs.
  package var record: [(inputs: [Tensor], outputs: [Tensor])]
  /// How many recorded calls follow each other before the states of stateful layers are reset.
  package var callsInARow = 1
  /// The file that is written; its name gives the names of files beside it and of the program.
  package let path: String?
  /// Whether equations are followed by the numbers of the recorded input.
  package var showsNumbers = false
  package var style = Formula.Style()
  let plan: Plan
  /// The program's name: an identifier.
  let name: String

  /// What is said of the model in the file's head, and the names of its outputs.
  package struct Subject: Sendable {
    package let name: String
    /// `lstm.keras, Keras 3.15.1`.
    package let origin: String
    /// Files that must not be written over.
    package let files: [String]
    package let hasOpenLengths: Bool
    package let outputNames: [String]

    package init(
      name: String, origin: String, files: [String] = [], hasOpenLengths: Bool = false,
      outputNames: [String]
    ) {
      self.name = name
      self.origin = origin
      self.files = files
      self.hasOpenLengths = hasOpenLengths
      self.outputNames = outputNames
    }

    package init(_ model: Model) {
      let path = model.origin.path
      let file = path.split(separator: "/").last.map(String.init) ?? path
      self.init(
        name: model.name, origin: "\(file), Keras \(model.origin.version)",
        files: [path] + [model.origin.weights].compactMap { $0 },
        hasOpenLengths: model.inputs.contains { $0.shape?.contains(nil) ?? true },
        outputNames: model.outputNames)
    }
  }

  /// Runs the model on the inputs; throws where a layer cannot be exported.
  ///
  /// `outputs`: what the recorded outputs are taken to be, instead of what the model computes.
  package init(
    _ model: Model, _ feed: Feed, precision: DType? = nil,
    tolerance: (absolute: Double, relative: Double), to path: String?, outputs: [Tensor]? = nil
  ) throws {
    try self.init(
      Subject(model),
      try model.reading(feed.tensors).program(for: feed.shapes, precision: precision), feed,
      tolerance: tolerance, to: path, outputs: outputs)
  }

  /// The same for a program that no file holds.
  package init(
    _ subject: Subject, _ program: Program, _ feed: Feed,
    tolerance: (absolute: Double, relative: Double), to path: String?, outputs: [Tensor]? = nil
  ) throws {
    if let equation = program.equations.first(where: \.term.sumsOverSamples) {
      throw ExportError(
        "\(program.frames[equation.frame].path): \(equation.result.name.unicode) is made of all samples together, "
          + "and a program that is exported computes one")
    }
    self.subject = subject
    self.tolerance = tolerance
    self.path = path
    plan = try Plan(program, outputNames: subject.outputNames)
    machine = try Machine(program, inputs: Machine.samples(of: feed.tensors))
    _ = try machine.resume()
    let machine = machine
    record = try (0..<feed.samples).map { sample in
      let given = feed.tensors.compactMap { $0.row(sample) }
      let recorded = outputs?.compactMap { $0.row(sample) }
      return (given, try recorded ?? program.outputs.map { try machine.read($0, sample: sample) })
    }
    name = Export.name(subject, path)
  }

  /// The equations of a run that was made to its end, with its numbers and no record.
  package init(_ subject: Subject, of run: Machine, to path: String?) throws {
    let plan = try Plan(run.program, outputNames: subject.outputNames)
    self.init(subject, plan, run, tolerance: (0, 0), to: path)
  }

  /// The same of a step of training, whose record is another one.
  init(
    _ subject: Subject, _ plan: Plan, _ machine: Machine,
    tolerance: (absolute: Double, relative: Double), to path: String?
  ) {
    (self.subject, self.plan, self.machine) = (subject, plan, machine)
    (self.tolerance, self.path, record) = (tolerance, path, [])
    name = Export.name(subject, path)
  }

  /// An identifier of the file's name, or of the model's.
  private static func name(_ subject: Subject, _ path: String?) -> String {
    let file = path.flatMap { $0.split(separator: "/").last.map(String.init) }
    var names = Identifiers()
    return names.unique(file.map(Export.stem) ?? subject.name, or: "_model")
  }

  var program: Program { plan.program }
  var isDouble: Bool { program.scalar == .double }

  /// A file name without its ending.
  private static func stem(_ file: String) -> String {
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }

  /// The numbers of a weight.
  func numbers(_ weight: Value) throws -> [Double] {
    try machine.read(weight, sample: 0).elements
  }

  /// How many numbers all weights have.
  var weightCount: Int { plan.weights.reduce(0) { $0 + $1.value.shape.count } }

  /// The path of a file beside the one that is written, with another ending.
  func path(beside ending: String) -> String? {
    guard let path else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let file = Export.stem(parts.last.map(String.init) ?? path) + ending
    return (parts.dropLast().map(String.init) + [file]).joined(separator: "/")
  }

  /// What stands at the head of every file, without comment signs.
  func head(_ language: String) -> [String] {
    [
      "\(subject.name), a Keras model (\(subject.origin)) as \(language).",
      "It computes one sample of "
        + program.inputs.map { "\($0.name.ascii) \($0.shape)" }.joined(separator: ", ")
        + ", in \(isDouble ? "float64" : "float32").",
    ]
      + (subject.hasOpenLengths
        ? ["The model leaves lengths open; this program has those it was exported for."] : [])
      + (plan.states.isEmpty
        ? [] : ["Stateful layers go on from the states of the last call; reset sets them to zero."])
  }
}

/// A file that an export writes.
package struct ExportedFile {
  /// nil: the one that was asked for; otherwise a file beside it.
  package let path: String?
  package let bytes: [UInt8]

  init(_ text: String) {
    path = nil
    bytes = Array(text.utf8)
  }

  init(path: String, _ bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

extension Export {
  /// What the file is called, as its own text says it; `usual` where it has no name.
  func fileName(or usual: String) -> String {
    SafeText.ascii(path?.split(separator: "/").last.map(String.init) ?? usual)
  }
}

/// A language or a format that a model is exported to.
package protocol ExportTarget: Sendable {
  /// What `--to` takes.
  var name: String { get }
  /// What it is, for help.
  var summary: String { get }
  /// Whether it shows the numbers of an input where asked to.
  var showsNumbers: Bool { get }
  func files(_ export: Export) throws -> [ExportedFile]
}

/// Every target there is.
package enum ExportTargets {
  package static let all: [any ExportTarget] = [
    CTarget(),
    CppTarget(),
    LatexTarget(),
    MarkdownTarget(),
    NumPyTarget(),
    SwiftTarget(),
  ]

  package static func named(_ name: String) -> (any ExportTarget)? {
    all.first { $0.name == name }
  }
}
