import Containers
import Equations
import Tensors
import Terms

extension Config {
  /// How many spatial axes the class has: 2 for Conv2D.
  var spatialRank: Int {
    kind.contains("1D") ? 1 : kind.contains("3D") ? 3 : 2
  }

  /// One length of at least 1 for each spatial axis; a single number, that is in no list, counts for all.
  func lengths(_ key: String, default fallback: [Int]? = nil) throws(ConfigError) -> [Int] {
    let numbers = try ints(key, default: fallback)
    let rank = spatialRank
    let isOne = numbers.count == 1 && value(key)?.arrayValue == nil
    guard isOne || numbers.count == rank,
      numbers.allSatisfy({ (1...Int(Int32.max)).contains($0) })
    else { throw error(key, "a length of 1 or more, or \(rank) of them") }
    return isOne ? [Int](repeating: numbers[0], count: rank) : numbers
  }

  /// `valid`, `same`, or along one axis `causal`.
  func padding() throws(ConfigError) -> Sliding.Padding {
    let word = try string("padding", default: "valid").lowercased()
    guard let padding = Sliding.Padding(rawValue: word), padding != .causal || spatialRank == 1
    else { throw error("padding", spatialRank == 1 ? "valid, same or causal" : "valid or same") }
    return padding
  }

  /// Steps, padding and dilation.
  func sliding() throws(ConfigError) -> Sliding {
    Sliding(
      rank: spatialRank, strides: try lengths("strides", default: [1]), padding: try padding(),
      dilation: try lengths("dilation_rate", default: [1]))
  }

  /// Where the channels stand.
  func channels() throws(ConfigError) -> Channels {
    Channels(rank: spatialRank, isFirst: try isChannelsFirst())
  }

  /// Whether `data_format` is `channels_first`, in letters of any case; null is what Keras is set to, channels last.
  func isChannelsFirst() throws(ConfigError) -> Bool {
    guard let value = value("data_format") else { return false }
    switch value.stringValue?.lowercased() {
    case "channels_first": return true
    case "channels_last": return false
    default: throw error("data_format", "channels_last or channels_first")
    }
  }

  /// Pairs (before, after) of whole numbers for each spatial axis: 1, (1, 2) or ((1, 1), (2, 0)).
  func pairs(_ key: String, default fallback: Int) throws(ConfigError) -> [(Int, Int)] {
    let rank = spatialRank
    let refusal = error(key, "a length, or a pair of them for each axis")
    guard let value = value(key) else {
      guard json[key] == nil else { throw refusal }
      return [(Int, Int)](repeating: (fallback, fallback), count: rank)
    }
    func length(_ number: Int?) throws(ConfigError) -> Int {
      guard let number, (0...Int(Int32.max)).contains(number) else { throw refusal }
      return number
    }
    if let number = value.intValue {
      let length = try length(number)
      return [(Int, Int)](repeating: (length, length), count: rank)
    }
    guard let list = value.arrayValue else { throw refusal }
    // One axis may have its pair without another list around it.
    if rank == 1, list.count == 2 {
      return [(try length(list[0].intValue), try length(list[1].intValue))]
    }
    guard list.count == rank else { throw refusal }
    var result: [(Int, Int)] = []
    for element in list {
      if let number = element.intValue {
        result.append((try length(number), try length(number)))
      } else {
        guard let pair = element.arrayValue, pair.count == 2 else { throw refusal }
        result.append((try length(pair[0].intValue), try length(pair[1].intValue)))
      }
    }
    return result
  }
}

/// Where an array's channels stand: behind its places, or (`channels_first`) before them.
struct Channels: Sendable {
  let rank: Int
  let isFirst: Bool

  /// The array with its channels last; an equation of its own where they are not.
  func last(_ x: Term, _ eq: Equations) throws -> Term {
    guard x.shape.rank == rank + 1 else {
      throw eq.obstacle(
        "its input is \(x.shape), but it takes \(rank) axes of places and one of channels",
        "Feed samples of that shape.")
    }
    guard isFirst else { return x }
    return try eq("x_last", x(Permute(Array(1...rank) + [0])), "channels last")
  }

  /// The array with its channels where the layer's are.
  func back(_ y: Term) -> Term { isFirst ? y(Permute([rank] + Array(0..<rank))) : y }

  /// `name = y`, and where channels come first `name_last = y` before.
  func equation(_ name: String, _ y: Term, _ eq: Equations, _ note: String = "") throws -> Term {
    guard isFirst else { return try eq(Name(name), y, note) }
    return try eq(Name(name), back(try eq(Name(name + "_last"), y, note)), "channels first again")
  }

  /// The places' axes of a sample.
  var places: [Int] { Array(isFirst ? 1..<rank + 1 : 0..<rank) }
}

/// `3x3`.
enum WindowText {
  static func of(_ lengths: [Int]) -> String {
    lengths.map(String.init).joined(separator: "x")
  }
}
