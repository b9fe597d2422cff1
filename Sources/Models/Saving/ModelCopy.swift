import Containers
import Equations
import Tensors
import Training

/// A model's file written again with other weights, and with what its optimizer keeps by now.
///
/// Everything else stays as Keras saved it, so that Keras opens it as it opened the original. The weights must lie in the
/// file as they are used: one that is joined, turned or adapted on its way in has no place to go back to.
package struct ModelCopy {
  let model: Model
  let learnt: Learnt
  let optimization: Optimization?
  /// What is not kept.
  package private(set) var remarks: [String] = []

  /// `optimization` is the one that trained; nil where nothing was trained.
  package init(_ model: Model, _ learnt: Learnt, by optimization: Optimization?) {
    (self.model, self.learnt, self.optimization) = (model, learnt, optimization)
  }

  /// How the model's file is called at its end.
  private static func suffix(of model: Model) -> String {
    model.origin.format.contains(".keras archive") ? ".keras" : ".h5"
  }

  /// Throws where a model cannot be written to a file of that name, whatever was learnt.
  private static func check(_ model: Model, to path: String) throws {
    guard model.origin.weights == nil,
      ["HDF5 file (.h5)", ".keras archive"].contains(model.origin.format)
    else {
      throw InputError(
        "a model is written as it was opened, and this one is no .keras or .h5 file with its weights",
        hint:
          "It is: \(model.origin.format). In a shell, kerastep convert writes any model for Keras 3."
      )
    }
    let suffix = suffix(of: model)
    guard path.hasSuffix(suffix) else {
      throw InputError(
        "\(model.name) was opened as \(suffix), and is written so",
        hint: "Give a name that ends in \(suffix).")
    }
    guard !FileBytes.isOneFile(path, model.origin.path) else {
      throw InputError(
        "\(path) is the file that \(model.name) was opened from: its weights would be lost",
        hint: "Give the copy a name of its own.")
    }
  }

  /// Writes the copy; throws what cannot be written, and leaves then what stood there.
  package mutating func write(to path: String) throws {
    try FileBytes.write(try bytes(for: path), to: path)
  }

  /// What stands in the copy.
  package mutating func bytes(for path: String) throws -> [UInt8] {
    try ModelCopy.check(model, to: path)
    let suffix = ModelCopy.suffix(of: model)
    return try FileBytes(path: model.origin.path).reading { file in
      suffix == ".h5" ? try changed(file.bytes, model.origin.path) : try changed(archive: file)
    }
  }

  private mutating func changed(archive file: FileBytes) throws -> [UInt8] {
    let archive = try ZipArchive(file.bytes, name: model.origin.path)
    let weights = archive.modelEntry("model.weights.h5")
    var zip = ZipWriter()
    for entry in archive.entries where !entry.name.hasSuffix("/") {
      let bytes = try archive.bytes(of: entry.name)
      let isWeights = entry.name == weights
      try zip.append(
        entry.name, [isWeights ? try changed(bytes, model.origin.path) : bytes.array])
    }
    return try zip.finish()
  }

  /// An HDF5 image with the new numbers.
  private mutating func changed(_ image: Bytes, _ name: String) throws -> [UInt8] {
    let image = try withRoomForOptimizer(image, name) ?? image
    let root = try HDF5File(image, name: name).root
    var patch = ArrayPatch(image)
    for variable in model.allVariables {
      guard let identity = variable.weight.identity, let tensor = learnt.weights[identity] else {
        continue
      }
      let isLeftOut = variable.weight is MissingFactor && tensor.elements.allSatisfy { $0 == 0 }
      if isLeftOut { continue }
      guard let stored = variable.weight as? StoredWeight else {
        throw InputError(
          "\(variable.path) is not in the file as it is used, so it cannot be written back",
          hint: "Files of older Kerases hold some weights in other forms.")
      }
      try patch.write(tensor.elements, to: try root.dataset(stored.array.name).array)
    }
    try write(optimizer: root, to: &patch)
    return patch.bytes
  }

  /// Whether the file names the optimizer that trained.
  var isNamed: Bool {
    guard let saved = try? model.training?.compiled.optimization?.get() else { return false }
    return saved.title == optimization?.title && saved.scaling == optimization?.scaling
  }

  private mutating func write(optimizer root: HDF5Group, to patch: inout ArrayPatch) throws {
    guard let optimization, let state = learnt.optimizer else { return }
    guard isNamed else {
      remarks.append(
        "what \(optimization.title) keeps is not written: the file names another optimizer")
      return
    }
    let meanings = try write(
      state, of: optimization, in: try SavedTraining.arrays(in: root), root, &patch)
    // A .keras has the arrays of an optimizer in a LossScaleOptimizer a second time, and Keras reads them last.
    let inner = try SavedTraining.inner(of: root).map(SavedTraining.vars(of:)) ?? []
    _ = try write(state, of: optimization, in: inner, isInner: true, root, &patch)
    let isWhole = meanings.contains { if case .slot = $0 { true } else { false } }
    if !isWhole, !optimization.slotGroups.isEmpty {
      remarks.append(
        "what \(optimization.title) keeps is not written: the file has no place for it, as it was saved before any training"
      )
    }
    let kept = Set(meanings)
    if optimization.scaling?.slots.contains(where: { !kept.contains(.shared($0)) }) == true {
      remarks.append(
        "the scale of the loss is not written: the file has no place for it, and Keras begins with the first one"
      )
    }
  }

  /// Writes what is kept into arrays of the file, and gives what they are.
  private func write(
    _ state: OptimizerState, of optimization: Optimization, in arrays: [StoredArray],
    isInner: Bool = false, _ root: HDF5Group, _ patch: inout ArrayPatch
  ) throws -> [OptimizerArray] {
    let variables = model.trainableVariables
    guard !arrays.isEmpty else { return [] }
    let meanings = try optimization.arrays(
      arrays.map { Shape($0.shape) }, weights: variables.map(\.shape), isInner: isInner)
    let saved = model.training?.arrays.count ?? 0
    for (index, (meaning, array)) in zip(meanings, arrays).enumerated() {
      let place = try root.dataset(array.name).array
      switch meaning {
      case .iterations: try patch.write([Double(state.iterations)], to: place)
      case .rate:
        // What stood there stays; a place that was made for it is given the number.
        guard !isInner, index >= saved, case .constant(let rate) = optimization.rate else { break }
        try patch.write([state.rate ?? rate], to: place)
      case .unused: break
      case .shared(let slot):
        if let tensor = state.shared[slot] { try patch.write(tensor.elements, to: place) }
      case .slot(let slot, let weight):
        let tensor = try state.slots[weight][slot] ?? first(slot, of: variables[weight])
        if let tensor { try patch.write(tensor.elements, to: place) }
      }
    }
    return meanings
  }

  /// What a slot holds of a weight that no step has changed, where that is the weight itself.
  private func first(_ slot: Slot, of variable: TrainableVariable) throws -> Tensor? {
    guard slot.first == .weight else { return nil }
    return try variable.weight.identity.flatMap { learnt.weights[$0] } ?? variable.numbers()
  }
}
