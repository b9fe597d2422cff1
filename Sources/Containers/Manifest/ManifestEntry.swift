/// An array of a `weightsManifest`: its name, shape and format, and how its numbers were made smaller.
struct ManifestEntry {
  let name: String
  let shape: [Int]
  let file: String
  /// What an array of it gives: float32 also where the file has whole numbers in place of it.
  let element: ElementType
  /// What the file has of an element.
  let stored: ElementType
  /// Whether the file has less of an element than was saved.
  let isSmaller: Bool
  /// How a whole number of the file becomes an element.
  let scaling: Scaling?
  let byteCount: Int

  /// An element is the whole number · scale + min, in double precision.
  struct Scaling: Sendable {
    let scale: Double
    let min: Double
  }

  init(_ json: JSON, file: String, place: String) throws(ContainerError) {
    guard let name = json["name"]?.stringValue else {
      throw WeightsManifest.damaged(file, place, "an array with a name", "one without")
    }
    let place = "\(place), \(name)"
    guard let sizes = json["shape"]?.arrayValue, sizes.count <= Limits.rank,
      case let shape = sizes.compactMap(\.intValue), shape.count == sizes.count,
      let count = Checked.count(of: shape)
    else {
      throw WeightsManifest.damaged(
        file, place, "a shape", json["shape"].map { "\($0.text)" } ?? "none")
    }
    let original = try ManifestEntry.element(json["dtype"], file, place)
    (self.name, self.file, self.shape) = (name, file, shape)
    switch json["quantization"] {
    case nil, .null?: (element, stored, scaling, isSmaller) = (original, original, nil, false)
    case let how?:
      isSmaller = true
      (stored, scaling) = try ManifestEntry.quantization(how, of: original, file, place)
      element = scaling == nil ? stored : .float32
    }
    guard let byteCount = Checked.product(count, stored.byteSize) else {
      throw WeightsManifest.damaged(file, place, "a shape whose bytes can be counted", "\(shape)")
    }
    self.byteCount = byteCount
  }

  func array(_ pieces: BytesInPieces) throws(ContainerError) -> StoredArray {
    let storage: any ArrayStorage =
      scaling.map { ScaledStorage(pieces, stored, $0) } ?? PiecedStorage(pieces)
    return try StoredArray(
      file: file, name: name, shape: shape, element: element, isBigEndian: false, storage: storage)
  }

  private static func element(
    _ json: JSON?, _ file: String, _ place: String
  ) throws(ContainerError) -> ElementType {
    let formats: [String: ElementType] = [
      "float32": .float32, "float16": .float16, "int32": .int32, "uint8": .uint8, "bool": .bool,
    ]
    let name = json?.stringValue ?? json?.text ?? "none"
    guard let element = formats[name] else {
      throw refusal("one of \(formats.keys.sorted().joined(separator: ", "))", name, file, place)
    }
    return element
  }

  /// What the file has in place of float32: float16, or whole numbers with a scale.
  private static func quantization(
    _ how: JSON, of original: ElementType, _ file: String, _ place: String
  ) throws(ContainerError) -> (ElementType, Scaling?) {
    let name = how["dtype"]?.stringValue ?? "none"
    guard original == .float32 else {
      throw refusal("float32 made smaller", "\(original) as \(name)", file, place)
    }
    switch name {
    case "float16": return (.float16, nil)
    case "uint8", "uint16":
      guard let scale = how["scale"]?.doubleValue, let min = how["min"]?.doubleValue else {
        throw WeightsManifest.damaged(file, place, "scale and min", how.text)
      }
      return (name == "uint8" ? .uint8 : .uint16, Scaling(scale: scale, min: min))
    default: throw refusal("float16, uint8 or uint16 in place of float32", name, file, place)
    }
  }

  private static func refusal(
    _ expected: String, _ found: String, _ file: String, _ place: String
  ) -> ContainerError {
    ContainerError(
      .unsupported, file: file, place: place, expected: expected, found: found,
      advice: "such weights are not read here")
  }
}
