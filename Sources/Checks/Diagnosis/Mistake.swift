import Debugging
import Equations
import Tensors

/// A mistake that people make when they compute a model by hand: one file in `Mistakes`.
///
/// It is a precise change to the program's own equations, its first states, its masks or its
/// samples; the changed program is lowered from the same layers and run by the same engine.
package protocol Mistake: Sendable {
  /// Whether it is tried on predictions alone, not on steps of training, where it would cost more than it tells.
  var isOfPredictionsAlone: Bool { get }
  /// The ways in which it can be made in a model; none where the model has no place for it.
  func slips(in anatomy: Anatomy) -> [Slip]
}

/// A mistake made in certain layers of a model: what is computed in place of the model.
package struct Slip: Sendable {
  /// The names of what was done: one, or those of two at once.
  let names: [String]
  /// What was done: `gates read in the order i, f, o, c`.
  package internal(set) var title: String
  /// What is right and what was done, where no equation of a layer shows it.
  package let contrast: Contrast?
  /// What it is one with, where it is the same mistake in another size.
  let kin: String
  /// How it stands among the mistakes that fit.
  let standing: Standing
  /// Whether it is tried together with others, too.
  var isPaired: Bool
  /// Whether it changes so little that it is tried only on numbers that are not nearly right.
  let isSubtle: Bool
  /// The one layer of several that it could be made in; nil where it is made in all of them.
  private(set) var onlyPath: String?
  /// Whether stateful layers begin from zeros with it, whatever the call before left.
  let beginsAnew: Bool
  /// Whether it was made in all steps of training before the one asked for as well.
  private(set) var isSinceFirst = false
  /// Whether it makes whole numbers of the outputs, and so half a unit of each says nothing.
  let roundsOutput: Bool
  let revision: Revision
  /// The samples as they were taken instead.
  let inputs: (@Sendable ([Tensor]) -> [Tensor])?
  /// The samples of a step that were taken for others.
  let rows: RowsTaken?
  /// What was taken for each number of the weights.
  let weights: (@Sendable (Double) -> Double)?
  /// Whether what is frozen is trained as well.
  let trainsFrozen: Bool
  /// Whether the step is computed with the weights that it has left.
  let isAfterUpdate: Bool
  /// Whether each sample of the batch makes an update of its own, one behind the other.
  let isSampleBySample: Bool

  /// The catalogue's name for it: `L01`; two at once are `D02+D07`.
  package var id: String { names.joined(separator: "+") }

  /// Whether it is two mistakes at once.
  var isPair: Bool { names.count > 1 }

  /// Two texts that stand against each other, and where.
  package struct Contrast: Sendable {
    package let place, right, wrong: String
    /// The wrong right side as it can be typed at the place; nil where that is no expression.
    package let typed: String?

    package init(at place: String, right: String, wrong: String, typed: String? = nil) {
      self.place = place
      self.right = right
      self.wrong = wrong
      self.typed = typed
    }
  }

  init(
    _ name: MistakeName, _ title: String, _ revision: Revision = Revision(),
    contrast: Contrast? = nil, roundsOutput: Bool = false, trainsFrozen: Bool = false,
    beginsAnew: Bool = false, isAfterUpdate: Bool = false, isSampleBySample: Bool = false,
    weights: (@Sendable (Double) -> Double)? = nil,
    rows: RowsTaken? = nil,
    inputs: (@Sendable ([Tensor]) -> [Tensor])? = nil
  ) {
    names = [name.text]
    kin = name.kin
    standing = name.standing
    isPaired = name.isPaired
    isSubtle = name.isSubtle
    self.beginsAnew = beginsAnew
    self.isAfterUpdate = isAfterUpdate
    self.isSampleBySample = isSampleBySample
    self.weights = weights
    self.rows = rows
    self.title = title
    self.revision = revision
    self.contrast = contrast
    self.roundsOutput = roundsOutput
    self.trainsFrozen = trainsFrozen
    self.inputs = inputs
  }

  /// Both at once, which stand where the worse of the two does; nil where both take other weights or other samples, of which
  /// one alone would be made.
  func joined(with other: Slip) -> Slip? {
    guard weights == nil || other.weights == nil, rows == nil || other.rows == nil else {
      return nil
    }
    return Slip(self, other)
  }

  private init(_ a: Slip, _ b: Slip) {
    names = a.names + b.names
    kin = names.joined(separator: "+")
    title = "\(a.title); and \(b.title)"
    contrast = a.contrast ?? b.contrast
    standing = a.standing.rank > b.standing.rank ? a.standing : b.standing
    isPaired = false
    isSubtle = a.isSubtle || b.isSubtle
    beginsAnew = a.beginsAnew || b.beginsAnew
    isAfterUpdate = a.isAfterUpdate || b.isAfterUpdate
    isSampleBySample = a.isSampleBySample || b.isSampleBySample
    weights = a.weights ?? b.weights
    rows = a.rows ?? b.rows
    roundsOutput = a.roundsOutput || b.roundsOutput
    revision = a.revision + b.revision
    trainsFrozen = a.trainsFrozen || b.trainsFrozen
    let (first, second) = (a.inputs, b.inputs)
    guard first != nil || second != nil else {
      inputs = nil
      return
    }
    inputs = { tensors in
      let once = first?(tensors) ?? tensors
      return second?(once) ?? once
    }
  }

  /// The mistake made in every step of training up to the one that is asked for.
  var sinceFirst: Slip {
    var slip = self
    slip.title += ", since the first step"
    slip.isSinceFirst = true
    return slip
  }

  /// Whether the changed equations tell all that it did.
  var isOfEquationsAlone: Bool {
    revision.changesEquationsAlone && inputs == nil && weights == nil && rows == nil
      && !trainsFrozen && !beginsAnew && !isAfterUpdate && !isSampleBySample
  }

  /// The mistake in one of several layers that it could be made in, tried in no pair.
  func alone(in path: String) -> Slip {
    var slip = self
    slip.title += ", in \(path) alone"
    slip.isPaired = false
    slip.onlyPath = path
    return slip
  }
}
