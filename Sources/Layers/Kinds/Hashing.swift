import Containers
import Equations
import Tensors
import Terms

/// `h = hash(x, n)`: texts and whole numbers in one of n bins each; numbers are written as text first.
struct Hashing: Layer {
  static let classNames = ["Hashing"]
  private let bins: Int
  private let key: [Int]?
  private let output: CategoryOutput
  /// What has bin 0 for itself.
  private let mask: Mask?
  private let format: DType
  private let isOld: Bool

  private enum Mask {
    case text(String)
    case number(Double)
  }

  init(_ config: Config) throws {
    bins = try config.int("num_bins")
    guard bins > 0 else { throw config.error("num_bins", "1 or more") }
    key = try config.hashKey()
    output = try CategoryOutput(config, default: .int)
    let masked = config.value("mask_value")
    mask = masked?.stringValue.map(Mask.text) ?? masked?.doubleValue.map(Mask.number)
    guard masked == nil || mask != nil else {
      throw config.error("mask_value", "a text or a number")
    }
    format = output.mode == .int ? config.placeType : output.format
    isOld = config.version.major < 3
  }

  var title: String { "Hashing(\(bins))" }
  var castsInputs: Bool { false }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let x = try call.input(eq).term
    let text = try text(x, eq)
    guard let mask, bins > 1 else {
      return [Signal(try result(try eq("h", text(HashText(bins, key: key)), "its bin"), eq))]
    }
    let h = try eq("h", text(HashText(bins - 1, key: key)), "its bin, without that of the mask")
    let isText = try x.type().dtype == .string
    let value: Term
    switch mask {
    case .text(let word) where isText:
      value = try eq.constant("M", [], .string) { [Texts.number(of: word)] }
    case .number(let number) where !isText: value = .number(number)
    default:
      throw eq.obstacle(
        "its mask_value is no \(isText ? "text" : "number"), as its input is", Advice.gap)
    }
    let isMask = Term.apply(Equal(), [x, value])
    let i = try eq("i", .select(isMask, Term.number(0)(Cast(.int64)), h + 1), "0 is the mask's")
    return [Signal(try result(i, eq))]
  }

  private func result(_ bin: Term, _ eq: Equations) throws -> Term {
    if output.mode == .int { return format == .int64 ? bin : try eq("y", bin(Cast(format))) }
    return try eq("y", try output.term(bin, of: bins, eq), output.note)
  }

  /// What is hashed: numbers as they are written.
  private func text(_ x: Term, _ eq: Equations) throws -> Term {
    let dtype = try x.type().dtype
    if dtype == .string { return x }
    guard dtype != .bool, !dtype.isFloat || !isOld else {
      throw eq.obstacle(
        "it hashes texts and whole numbers, not \(dtype.rawValue)",
        "Its input in Keras has dtype=\"string\" or dtype=\"int64\".")
    }
    return try eq(
      "t", (dtype.isFloat ? x(Cast(.int64)) : x)(SpellNumber()), "the number as it is written")
  }
}

extension Config {
  /// The format of places, which a layer's dtype says where its output is whole numbers.
  var placeType: DType {
    let policy = value("dtype")
    let word = policy?.stringValue ?? policy?["config"]?["name"]?.stringValue ?? ""
    let type = DType(rawValue: word) ?? .int64
    return type == .string ? .int64 : type
  }
}
