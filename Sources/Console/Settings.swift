import Debugging
import Engine
import Models
import Tensors
import Terminal
import Terms

/// How the console shows things.
package struct Settings: Sendable {
  var format = NumberFormat()
  var convention = Formula.Style.Convention.row
  package var ascii = false
  package var colour = Colour.auto
  /// The colours' theme; auto asks the terminal for its background.
  package var theme = Theme.Choice.auto
  /// Columns; nil follows the terminal.
  package var width: Int?
  /// Rows; nil follows the terminal.
  package var height: Int?
  /// Whether commands of a script are shown before their output.
  package var echo = false
  package var operands = Operands.auto
  /// The most memory that a run may take; nil: what the machine has to give.
  package var memory: Int?
  /// Whether Dropout drops, and what its random numbers are made from.
  package var training = false
  package var seed = 0
  /// The loss that counts in place of the file's; nil: the file's.
  package var loss: String?
  /// What samples weigh by their class; nil: as they are.
  package var classWeight: ClassWeighting?
  /// What changes the weights in place of the file's optimizer; nil: the file's.
  package var optimizer: String?
  /// What Keras trains with, where its losses and optimizers differ.
  package var backend = Backend.tensorflow
  /// How many samples train takes in a step, and what their order is drawn from; nil: the order of the data.
  package var batch = 32
  package var shuffle: Int?
  /// What stands before the cursor; nil: the program's name in brackets.
  var prompt: String?
  /// Whether a line shows what its words are and what may come next while it is typed.
  var hints = true
  /// Whether stops show small bars beside their numbers.
  package var sparklines = false

  package enum Colour: String, CaseIterable, Sendable { case auto, always, never }

  /// Operands below each other with their numbers in line, or packed into few lines.
  package enum Operands: String, CaseIterable, Sendable { case auto, aligned, packed }
}

extension Settings {
  var budget: MemoryBudget { memory.map { MemoryBudget(bytes: $0) } ?? .standard }

  var trainingSeed: Int? { training ? seed : nil }

  var batches: Session.BatchSetting {
    Session.BatchSetting(size: batch, seed: shuffle)
  }

  /// A session of a model that keeps to what is set.
  package func session(_ model: Model) throws -> Session {
    let session = Session(model, budget: budget)
    try session.train(seed: trainingSeed)
    try session.useLoss(loss)
    try session.useClassWeights(classWeight)
    try session.useOptimizer(optimizer)
    try session.useBackend(backend)
    try session.useBatches(batches)
    return session
  }
}
