import Containers
import Models
import Tensors

/// How another implementation's arrays are called, and how they lie: what `diverge --map` reads.
///
/// ```text
/// # theirs       ours      how they lie
/// hidden_0       lstm.h
/// cell           lstm.C    time-first
/// preact         lstm.z    gates f i o g
/// out            y0        transposed
/// features       conv      channels-first
/// ```
package struct NameMap: Sendable {
  /// What is done to an array of theirs before it is compared.
  package enum Change: Equatable, Sendable {
    /// The last two axes change places.
    case transposed
    /// The first two do: time before samples, as PyTorch has it.
    case timeFirst
    /// Channels before the places, as PyTorch has them: (C, H, W), or (N, C, H, W) of samples.
    case channelsFirst
    /// Blocks of the last axis, in an order of their own; ours is that of Keras.
    case gates([String])
  }

  package struct Line: Equatable, Sendable {
    package let theirs, ours: String
    package let changes: [Change]
  }

  /// A line that says nothing, or what does not fit the arrays.
  package struct Failure: Reported {
    package let message: String
    package var exitCode: Int32 { ExitStatus.badUsage }
  }

  package let lines: [Line]

  /// Reads the text of a file that is called so in messages.
  package init(_ text: String, file: String) throws(Failure) {
    var lines: [Line] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.split(separator: "#", omittingEmptySubsequences: false).first ?? ""
      let words = content.split(whereSeparator: { $0.isWhitespace || $0 == "=" }).map(String.init)
      guard !words.isEmpty else { continue }
      let place = "\(file):\(index + 1)"
      guard words.count > 1 else {
        throw Failure(message: "\(place): two names are expected, theirs and ours: hidden lstm.h")
      }
      let changes = try NameMap.changes(words.dropFirst(2), place)
      lines.append(Line(theirs: words[0], ours: words[1], changes: changes))
    }
    self.lines = lines
  }

  private static func changes(
    _ words: ArraySlice<String>, _ place: String
  ) throws(Failure) -> [Change] {
    var words = words
    var changes: [Change] = []
    while let word = words.popFirst() {
      switch word {
      case "transposed": changes.append(.transposed)
      case "time-first": changes.append(.timeFirst)
      case "channels-first": changes.append(.channelsFirst)
      case "gates":
        let order = Array(words)
        guard NameMap.ours(order) != nil else {
          throw Failure(
            message: "\(place): gates needs their order: i f g o of an LSTM, z r g of a GRU")
        }
        return changes + [.gates(order)]
      default:
        throw Failure(
          message: "\(place): \(word) is nothing that is done to an array; there are transposed, "
            + "time-first, channels-first and gates ORDER")
      }
    }
    return changes
  }

  /// Keras' order of the gates in an order of theirs; nil where it is of no layer.
  private static func ours(_ order: [String]) -> [String]? {
    [["i", "f", "g", "o"], ["z", "r", "g"]].first { $0.sorted() == order.sorted() }
  }

  // MARK: Layouts

  /// The word for what turns an array of one shape into one of another, with or without samples: `channels-first`;
  /// nil where none does.
  package static func layout(of theirs: Shape, turnedInto ours: Shape) -> String? {
    let layouts: [(String, Change)] = [
      ("transposed", .transposed), ("time-first", .timeFirst), ("channels-first", .channelsFirst),
    ]
    let line = Line(theirs: "", ours: "", changes: [])
    let wanted = [ours, ours.dims.first == 1 ? ours.removing(0) : ours]
    return layouts.first { _, change in
      (try? changed(Tensor(theirs, repeating: 0), change, line)).map { wanted.contains($0.shape) }
        ?? false
    }?.0
  }

  // MARK: Arrays

  /// The arrays under our names, lying as ours do; a name of the map that there is not is told.
  package func applied(to arrays: [NamedTensor]) throws(Failure) -> [NamedTensor] {
    for line in lines where !arrays.contains(where: { $0.name == line.theirs }) {
      let names = arrays.map(\.name).prefix(8).joined(separator: ", ")
      throw Failure(message: "there is no array \(line.theirs) to be \(line.ours): \(names)")
    }
    var result: [NamedTensor] = []
    for array in arrays {
      guard let line = lines.first(where: { $0.theirs == array.name }) else {
        result.append(array)
        continue
      }
      var tensor = array.tensor
      for change in line.changes { tensor = try NameMap.changed(tensor, change, line) }
      result.append(NamedTensor(line.ours, tensor))
    }
    return result
  }

  private static func changed(
    _ tensor: Tensor, _ change: Change, _ line: Line
  ) throws(Failure) -> Tensor {
    let rank = tensor.shape.rank
    switch change {
    case .transposed where rank >= 2: return tensor.exchanging(rank - 2, rank - 1)
    case .timeFirst where rank >= 2: return tensor.exchanging(0, 1)
    case .channelsFirst where rank >= 2: return tensor.movingToEnd(rank > 3 ? 1 : 0)
    case .gates(let order):
      let ours = ours(order) ?? order
      guard let width = tensor.shape.dims.last, width % order.count == 0,
        let sorted = tensor.blocks(ours.compactMap { order.firstIndex(of: $0) })
      else { break }
      return sorted
    default: break
    }
    throw Failure(
      message: "\(line.theirs) is \(tensor.shape), which cannot be turned into \(line.ours) so")
  }
}

extension Tensor {
  /// The array with two of its axes in each other's place.
  fileprivate func exchanging(_ a: Int, _ b: Int) -> Tensor {
    var dims = shape.dims
    dims.swapAt(a, b)
    let turned = Shape(dims)
    let numbers = (0..<count).map { place in
      var index = turned.index(of: place)
      index.swapAt(a, b)
      return elements[zip(index, shape.strides).reduce(0) { $0 + $1.0 * $1.1 }]
    }
    return Tensor(turned, dtype, numbers)
  }

  /// The array with one of its axes behind all others.
  fileprivate func movingToEnd(_ axis: Int) -> Tensor {
    (axis..<max(shape.rank - 1, axis)).reduce(self) { $0.exchanging($1, $1 + 1) }
  }

  /// The array with the equal blocks of its last axis in another order; nil without such an axis.
  fileprivate func blocks(_ order: [Int]) -> Tensor? {
    guard let width = shape.dims.last, width > 0, !order.isEmpty else { return nil }
    let size = width / order.count
    let numbers = (0..<count).map { place in
      let (row, column) = (place / width, place % width)
      return elements[row * width + order[column / size] * size + column % size]
    }
    return Tensor(shape, dtype, numbers)
  }
}
