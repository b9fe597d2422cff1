import Debugging
import Tensors

/// Numbers that somebody computed by hand, and of what.
package struct GivenNumbers: Sendable {
  /// As at the prompt: `output`, `lstm`, `dense.z`, `lstm@2.f`, `lstm.f` over time.
  package let place: String
  /// Which elements of the place they are of.
  package let part: PartOfValue
  /// The weight where the place is what a step makes of a frozen one.
  private let frozen: String?
  /// The shape of the place.
  private let whole: Shape
  /// The samples they are of.
  package let samples: [Int]
  /// The numbers of these samples, one sample after the other.
  private(set) package var numbers: [Double]
  /// The shape of one sample's numbers, that of the place or of a part of it.
  package var shape: Shape { part.shape }
  /// How the numbers were written.
  private(set) package var digits: Digits

  /// Numbers of all samples, or of one, in any shape that differs by axes of length 1; throws a
  /// `WrongShape` for others.
  ///
  /// What all samples share, a loss or a weight, is given once. An index behind the place, `output[1]`,
  /// takes a part of it. The machine need not have computed anything.
  package init(
    _ tensor: Tensor, at place: String, of machine: Machine, sample: Int? = nil
  ) throws {
    let (word, subscripts) = PartOfValue.split(place)
    frozen = machine.unchanged(word)
    let whole = try machine.shape(of: frozen ?? word, in: .model)
    let part = try PartOfValue(subscripts, of: word, whole)
    let expected = part.shape
    let isShared = machine.isShared(frozen ?? word)
    let all = isShared ? expected : expected.inserting(machine.samples, at: 0)
    func fits(_ shape: Shape) -> Bool { tensor.shape.longAxes == shape.longAxes }
    let isWhole =
      !isShared && (tensor.shape == all || fits(all) && (sample == nil || !fits(expected)))
    let isOne = isShared || sample != nil || machine.samples == 1
    guard isWhole || isOne && fits(expected) else {
      throw WrongShape(
        place: place, given: tensor,
        expected: sample == nil && machine.samples > 1 ? all : expected,
        part: PartOfValue.example(of: place, whole, given: tensor.shape))
    }
    self.place = word
    (self.part, self.whole) = (part, whole)
    samples = isWhole ? Array(0..<machine.samples) : [sample ?? 0]
    numbers = tensor.elements
    digits = Digits(numbers)
  }

  /// The same numbers as somebody has them who rounded them to float16; nil where they are not.
  var inHalfPrecision: GivenNumbers? {
    Digits.ofHalfPrecision(numbers).map { digits in
      var same = self
      same.digits = digits
      return same
    }
  }

  /// The same numbers as somebody has them who cut their further digits off; nil where they are not written so.
  var cutOff: GivenNumbers? {
    digits.cutOff(numbers).map { numbers, digits in
      var same = self
      (same.numbers, same.digits) = (numbers, digits)
      return same
    }
  }

  /// The place with its index, as it was named.
  package var name: String { place + part.text }

  /// The numbers of an array that these are compared with; nil where it is no array of the place.
  func counterpart(in tensor: Tensor) -> [Double]? {
    tensor.shape == whole ? part.of(tensor.elements) : nil
  }

  /// What a run has in the place: of a weight that is frozen, the weight itself where it does not change it.
  func found(in machine: Machine, sample: Int) throws -> Found {
    let isThere = frozen == nil || machine.isName(place, in: .model)
    return try machine.lookup(isThere ? place : frozen ?? place, in: .model, sample: sample)
  }

  /// Where one of the numbers of a sample stands in the place.
  func index(of number: Int) -> [Int] {
    part.elements.indices.contains(number) ? whole.index(of: part.elements[number]) : []
  }

  /// An array of another shape than the place has.
  package struct WrongShape: Error, Sendable {
    package let place: String
    package let given: Tensor
    /// With an axis of samples, if there are several.
    package let expected: Shape

    /// A part of the place that has the given shape: `output[1]`; nil where none has.
    package let part: String?
  }
}

extension Shape {
  /// The axes that are longer than 1.
  fileprivate var longAxes: [Int] { dims.filter { $0 != 1 } }
}

extension GivenNumbers.WrongShape: CustomStringConvertible {
  package var description: String { "\(place) is \(expected), but what is given is \(given.shape)" }
}
