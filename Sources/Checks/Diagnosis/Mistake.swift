import Equations
import Tensors

/// A mistake that people make when they compute a model by hand: one file in `Mistakes`.
///
/// It is a precise change to the program's own equations, its first states, its masks or its
/// samples; the changed program is lowered from the same layers and run by the same engine.
public protocol Mistake: Sendable {
  /// The ways in which it can be made in a model; none where the model has no place for it.
  func slips(in anatomy: Anatomy) -> [Slip]
}

/// A mistake made in certain layers of a model: what is computed in place of the model.
public struct Slip: Sendable {
  /// The catalogue's name for it: `L01`.
  public let id: String
  /// What was done: `gates read in the order i, f, o, c`.
  public let title: String
  /// What is right and what was done, where no equation of a layer shows it.
  public let contrast: Contrast?
  /// Whether it is a rule of thumb that is only asked when the catalogue knows nothing.
  public let isGeneral: Bool
  /// Whether it is tried alone and in no pair: one of many orders of the same blocks.
  var isRare: Bool { Slip.rare.contains(id) || title.hasSuffix(" alone") }
  let revision: Revision
  /// The samples as they were taken instead.
  let inputs: (@Sendable ([Tensor]) -> [Tensor])?

  /// Two texts that stand against each other, and where.
  public struct Contrast: Sendable {
    public let place, right, wrong: String
    /// The wrong right side as it can be typed at the place; nil where that is no expression.
    public let typed: String?

    public init(at place: String, right: String, wrong: String, typed: String? = nil) {
      self.place = place
      self.right = right
      self.wrong = wrong
      self.typed = typed
    }
  }

  init(
    _ id: String, _ title: String, _ revision: Revision = Revision(), contrast: Contrast? = nil,
    isGeneral: Bool = false, inputs: (@Sendable ([Tensor]) -> [Tensor])? = nil
  ) {
    self.id = id
    self.title = title
    self.revision = revision
    self.contrast = contrast
    self.isGeneral = isGeneral
    self.inputs = inputs
  }

  /// The numbers of the catalogue's own ids; higher ones are ours.
  private static let catalogue: [Character: ClosedRange<Int>] = [
    "D": 1...20, "R": 1...18, "L": 1...36, "G": 1...4, "B": 1...3, "N": 1...9,
  ]

  /// 0 for what people are known to do, 1 for what they may do as well; pairs count by their worse.
  var standing: Int {
    id.split(separator: "+").map { part in
      guard let letter = part.first, let number = Int(part.dropFirst()) else { return 1 }
      return Slip.catalogue[letter]?.contains(number) == true ? 0 : 1
    }.max() ?? 1
  }

  /// Whether it makes whole numbers of the outputs, and so half a unit of each says nothing.
  var roundsOutput: Bool { id.split(separator: "+").contains("D17") }

  private static let rare: Set<String> = ["L42", "G23", "N7", "N9"]

  /// Both at once.
  static func + (a: Slip, b: Slip) -> Slip {
    let (first, second) = (a.inputs, b.inputs)
    let inputs: (@Sendable ([Tensor]) -> [Tensor])? = { tensors in
      let once = first?(tensors) ?? tensors
      return second?(once) ?? once
    }
    return Slip(
      "\(a.id)+\(b.id)", "\(a.title); and \(b.title)", a.revision + b.revision,
      contrast: a.contrast ?? b.contrast,
      inputs: first == nil && second == nil ? nil : inputs)
  }
}
