import Equations
import Layers

extension Model {
  /// Refuses another number of samples than the one that the file fixes, where states are kept from
  /// call to call: every sample of a batch goes on from its own, so Keras takes no other number.
  ///
  /// So are more samples than a batch of Keras' where a layer takes something from all of them (`Layer.looksAtBatch`).
  package func refuseOtherBatch(of samples: Int, in program: Program) throws {
    if samples > Model.usualBatch,
      let (part, reason) = layer.parts.lazy.compactMap(Model.lookingAtBatch).first
    {
      throw InputError(
        "\(part.name) (\(part.config.kind)) takes \(Model.usualBatch) samples at most: \(reason), "
          + "and model.predict() computes \(Model.usualBatch) together",
        hint: "Feed the samples in batches of \(Model.usualBatch), as model.predict() does.")
    }
    guard program.scans.contains(where: \.isStateful),
      let wanted = inputs.compactMap(\.batchSize).first, wanted != samples
    else { return }
    throw InputError(
      "\(name) keeps its states from call to call for \(Model.counted(wanted)) at once, "
        + "as its file says, but what is fed has \(Model.counted(samples))",
      hint: wanted == 1
        ? "Feed one after the other: each goes on from the states that the one before left, "
          + "and reset begins from zero."
        : "Feed \(wanted) at once, on a first axis of \(wanted).")
  }

  /// How many samples must be fed at once: for `zeros`, which has the shape that is wanted.
  package var statefulBatch: Int? { fixedBatch.flatMap { $0 > 1 ? $0 : nil } }

  /// How many samples make a batch where the file fixes that, for layers are stateful; nil elsewhere.
  package var fixedBatch: Int? {
    guard layer.parts.contains(where: \.keepsStates) else { return nil }
    return inputs.compactMap(\.batchSize).first
  }

  /// How many samples Keras' predict() computes together, unless it is told otherwise.
  private static let usualBatch = 32

  private static func lookingAtBatch(_ part: Part) -> (Part, String)? {
    part.layer.looksAtBatch.map { (part, $0) }
      ?? part.layer.parts.lazy.compactMap(lookingAtBatch).first
  }

  private static func counted(_ samples: Int) -> String {
    samples == 1 ? "1 sample" : "\(samples) samples"
  }
}
