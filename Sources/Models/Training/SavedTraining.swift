import Containers
import Layers
import Training

/// What a file keeps of a model's training: what `compile` was told, and the optimizer's arrays.
package struct SavedTraining: Sendable {
  package let compiled: Compiled
  /// The optimizer's arrays in the file's order; none where its state was not saved.
  package let arrays: [StoredArray]
  /// What compile was told and Keras does not take: then it does not open the file. An .h5's are passed over there.
  private(set) var wordsNotTaken: [String] = []

  /// Whether compile was told a loss, and whether an optimizer.
  package var hasLoss: Bool { compiled.hasLoss }
  package var hasOptimizer: Bool { compiled.optimization != nil }

  /// Reads what stands in a `.keras`; nil when the model was not compiled.
  init?(compileConfig json: JSON?, weights root: HDF5Group?, version: KerasVersion) throws {
    guard let json, json.objectValue?.isEmpty == false else { return nil }
    compiled = Compiled(
      json, generation: Generation(version), isScaled: SavedTraining.inner(of: root) != nil,
      load: .archive)
    arrays = try SavedTraining.numbered(root)
    wordsNotTaken = json.objectValue?.keys.filter { !SavedTraining.words.contains($0) } ?? []
  }

  /// The arguments of compile, in Keras 3 and in Keras 2.
  private static let words: Set<String> = [
    "optimizer", "loss", "loss_weights", "metrics", "weighted_metrics", "run_eagerly",
    "steps_per_execution", "jit_compile", "auto_scale_loss", "pss_evaluation_shards",
    "sample_weight_mode", "from_serialized",
  ]

  /// Reads what stands in an .h5; nil when the model was not compiled.
  init?(wholeModel root: HDF5Group, version: KerasVersion) throws {
    guard let text = try root.attributes.named("training_config")?.string() else { return nil }
    let json = try JSON(parsing: text, file: "training_config")
    compiled = Compiled(json, generation: Generation(version), load: .wholeModel)
    arrays = try SavedTraining.listed(root)
  }

  /// Reads what stands beside an architecture as JSON; nil when the model was not compiled.
  init?(
    trainingConfig json: JSON?, arrays: () throws -> [StoredArray], version: KerasVersion
  ) throws {
    guard let json, json.objectValue?.isEmpty == false else { return nil }
    compiled = Compiled(json, generation: Generation(version), load: .wholeModel)
    self.arrays = try arrays()
  }

  /// The optimizer's arrays of a whole model's .h5, or of the weights in a `.keras`.
  static func arrays(in root: HDF5Group) throws -> [StoredArray] {
    root.contains("optimizer_weights") ? try listed(root) : try numbered(root)
  }

  /// `optimizer/vars/0`, `1`, …
  private static func numbered(_ root: HDF5Group?) throws -> [StoredArray] {
    guard let root, root.contains("optimizer") else { return [] }
    return try vars(of: try root.group("optimizer"))
  }

  /// `vars/0`, `vars/1`, … of a group.
  static func vars(of group: HDF5Group) throws -> [StoredArray] {
    guard group.contains("vars") else { return [] }
    let vars = try group.group("vars")
    return try (0..<vars.childNames.count).map { try vars.dataset("\($0)").array }
  }

  /// The arrays of the optimizer in a LossScaleOptimizer, which a .keras has a second time; nil where there is none.
  static func inner(of root: HDF5Group?) -> HDF5Group? {
    guard let root, root.contains("optimizer"), let group = try? root.group("optimizer") else {
      return nil
    }
    return group.contains("inner_optimizer") ? try? group.group("inner_optimizer") : nil
  }

  /// `optimizer_weights`, in the order of the attribute `weight_names`.
  private static func listed(_ root: HDF5Group) throws -> [StoredArray] {
    guard root.contains("optimizer_weights") else { return [] }
    let group = try root.group("optimizer_weights")
    return try NameList.read("weight_names", of: group).map { try group.dataset($0).array }
  }
}

extension Generation {
  /// Which Keras trains a model of this version.
  package init(_ version: KerasVersion) {
    if version.major >= 3 {
      self = .keras3
    } else if !version.isTensorFlow {
      self = .standalone
    } else {
      self = version < KerasVersion(2, 11) ? .earlyKeras2 : .keras2
    }
  }
}

extension Model {
  /// Whether its file was compiled with a loss.
  package var hasLoss: Bool { training?.compiled.hasLoss == true }
}
