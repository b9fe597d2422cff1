import Containers
import Damage
import Equations
import Layers
import Models
import Tensors
import TestSupport

/// Weights that fit an architecture, so that it runs: begun with none, and mended by what is refused.
///
/// Every layer is first given so many arrays that it says how many it has, of shapes that no layer has and that differ;
/// it then says of each which shape it needs.
struct FittedWeights {
  let architecture: JSON
  let version: KerasVersion
  let name: String
  var chance: Chance
  private(set) var layers: [(name: String, arrays: [StoredArray])] = []
  private var told = 0

  /// More than any layer has.
  private static let many = 97
  private static let elementLimit = 1 << 20

  init(_ architecture: JSON, _ version: KerasVersion, named name: String, _ chance: Chance) {
    self.architecture = architecture
    self.version = version
    self.name = name
    self.chance = chance
  }

  /// The model with weights that fit as far as that can be done; throws when it is refused for other reasons.
  mutating func model() throws -> Model {
    while true {
      do {
        let model = try open()
        if try !mendsShape(model) { return model }
      } catch let error as OpenError {
        guard try mendsCount("\(error)") else { throw error }
      }
    }
  }

  private func open() throws -> Model {
    try Model(
      architecture, version: version, arrays: layers.map { LayerArrays($0.name, $0.arrays) },
      named: name)
  }

  /// Whether a refusal says how many layers have weights, or how many a layer has.
  private mutating func mendsCount(_ text: String) throws -> Bool {
    let ofLayers = /the architecture has (\d+) layers with weights/
    let ofArrays = /: (.*) \(\w+\) has (\d+) weights, but the file holds 97/
    let blanks = try FittedWeights.blanks.get()
    if layers.isEmpty, let match = text.firstMatch(of: ofLayers), let count = Int(match.1) {
      layers = Array(repeating: ("?", blanks), count: count)
      return count > 0
    }
    guard let match = text.firstMatch(of: ofArrays), let count = Int(match.2), told < layers.count,
      count <= FittedWeights.many
    else { return false }
    layers[told] = (String(match.1), Array(blanks.prefix(count)))
    told += 1
    return true
  }

  /// Whether a layer says which shape it needs in place of the one that it was given.
  private mutating func mendsShape(_ model: Model) throws -> Bool {
    guard let shapes = ModelWorker.shapes(of: model),
      let obstacle = try model.program(for: shapes).obstacle,
      let match = obstacle.reason.firstMatch(
        of: /in the file is \(([\d, ]*)\), but the layer needs \(([\d, ]*)\)/),
      let found = FittedWeights.shape(match.1), let needed = FittedWeights.shape(match.2),
      found.count == FittedWeights.blankRank,
      let count = Shape(needed).checkedCount, count <= FittedWeights.elementLimit
    else { return false }
    for (index, layer) in layers.enumerated()
    where obstacle.path == layer.name || obstacle.path.hasPrefix("\(layer.name)/")
      || obstacle.path.hasPrefix("\(layer.name)#")
    {
      guard let place = layer.arrays.firstIndex(where: { $0.shape == found }) else { continue }
      layers[index].arrays[place] = try array(needed)
      return true
    }
    return false
  }

  private static func shape(_ text: Substring) -> [Int]? {
    let words = text.split(separator: ", ").map { Int($0) }
    return words.contains(nil) ? nil : words.compactMap { $0 }
  }

  // MARK: Arrays

  private static let blankRank = 9

  private static let blanks = Result {
    try (1...many).map { number in
      try stored(Array(repeating: 1, count: blankRank - 1) + [number], .float32) {
        [UInt8](repeating: 0, count: 4)
      }
    }
  }

  private static let extremes: [Float] = [
    0, -0.0, .leastNonzeroMagnitude, 3e38, .infinity, -.infinity, .nan, 1, -1,
  ]

  /// Small numbers, seldom extreme ones, in one format or another.
  private mutating func array(_ shape: [Int]) throws -> StoredArray {
    let isWild = chance.below(8) == 0
    var chance = chance
    func number() -> Float {
      isWild && chance.below(4) == 0
        ? chance.any(FittedWeights.extremes) ?? 0 : Float(chance.below(2001) - 1000) / 1000
    }
    defer { self.chance = chance }
    switch chance.below(8) {
    case 0:
      return try FittedWeights.stored(shape, .float64) {
        withUnsafeBytes(of: Double(number()).bitPattern.littleEndian) { Array($0) }
      }
    case 1:
      return try FittedWeights.stored(shape, .int8) {
        [UInt8(truncatingIfNeeded: chance.below(256))]
      }
    case 2:
      return try FittedWeights.stored(shape, .float16) {
        [UInt8(truncatingIfNeeded: chance.below(256)), UInt8(chance.below(60))]
      }
    default:
      return try FittedWeights.stored(shape, .float32) {
        withUnsafeBytes(of: number().bitPattern.littleEndian) { Array($0) }
      }
    }
  }

  private static func stored(
    _ shape: [Int], _ element: ElementType, _ next: () -> [UInt8]
  ) throws -> StoredArray {
    var bytes: [UInt8] = []
    for _ in 0..<Shape(shape).count { bytes += next() }
    let archive = try Npz.write([
      NamedArray(name: "w", shape: shape, element: element, bytes: Bytes(bytes))
    ])
    return try Npz(Bytes(archive), name: "test").array("w")
  }
}
