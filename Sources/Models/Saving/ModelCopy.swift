import Containers
import Equations
import Tensors
import Training

/// A model's file written again with other weights, and with what its optimizer keeps by now.
///
/// Everything else stays as Keras saved it, so that Keras opens it as it opened the original. The weights must lie in the
/// file as they are used: one that is joined, turned or adapted on its way in has no place to go back to.
package struct ModelCopy {
  private let model: Model
  private let learnt: Learnt
  private let optimization: Optimization?
  /// What is not kept.
  package private(set) var remarks: [String] = []

  /// `optimization` is the one that trained; nil where nothing was trained.
  package init(_ model: Model, _ learnt: Learnt, by optimization: Optimization?) {
    (self.model, self.learnt, self.optimization) = (model, learnt, optimization)
  }

  /// Writes the copy; throws what cannot be written, and leaves then what stood there.
  package mutating func write(to path: String) throws {
    let suffix = model.origin.format.contains(".keras archive") ? ".keras" : ".h5"
    guard model.origin.weights == nil,
      ["HDF5 file (.h5)", ".keras archive"].contains(model.origin.format)
    else {
      throw InputError(
        "a model is written as it was opened, and this one is no .keras or .h5 file with its weights",
        hint:
          "It is: \(model.origin.format). In a shell, kerastep convert writes any model for Keras 3."
      )
    }
    guard path.hasSuffix(suffix) else {
      throw InputError(
        "\(model.name) was opened as \(suffix), and is written so",
        hint: "Give a name that ends in \(suffix).")
    }
    let bytes = try FileBytes(path: model.origin.path).reading { file in
      suffix == ".h5" ? try changed(file.bytes, model.origin.path) : try changed(archive: file)
    }
    try FileBytes.write(bytes, to: path)
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

  private mutating func write(optimizer root: HDF5Group, to patch: inout ArrayPatch) throws {
    guard let optimization, let state = learnt.optimizer else { return }
    guard let training = model.training, let saved = training.compiled.optimization,
      (try? saved.get().title) == optimization.title
    else {
      remarks.append(
        "what \(optimization.title) keeps is not written: the file names another optimizer")
      return
    }
    let shapes = model.trainableVariables.map(\.shape)
    let meanings = try optimization.arrays(training.arrays.map { Shape($0.shape) }, weights: shapes)
    var isWhole = false
    for (meaning, array) in zip(meanings, training.arrays) {
      let place = try root.dataset(array.name).array
      switch meaning {
      case .iterations: try patch.write([Double(state.iterations)], to: place)
      case .rate, .unused: break
      case .shared(let slot):
        if let tensor = state.shared[slot] { try patch.write(tensor.elements, to: place) }
      case .slot(let slot, let weight):
        isWhole = true
        if let tensor = state.slots[weight][slot] { try patch.write(tensor.elements, to: place) }
      }
    }
    if !isWhole, !optimization.slotGroups.isEmpty {
      remarks.append(
        "what \(optimization.title) keeps is not written: the file has no place for it, as it was saved before any training"
      )
    }
  }
}
