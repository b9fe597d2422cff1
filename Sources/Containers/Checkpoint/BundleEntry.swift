/// What an index says of one array: `BundleEntryProto`.
struct BundleEntry: Sendable {
  /// TensorFlow's number for the format of the elements.
  private(set) var type = 0
  private(set) var shape: [Int] = []
  private(set) var shard = 0
  private(set) var offset = 0
  private(set) var size = 0
  /// The masked checksum of the bytes.
  private(set) var checksum: UInt32 = 0
  private var isSliced = false

  init(_ bytes: Bytes, file: String, key: String) throws(ContainerError) {
    var message = try Protobuf(bytes, file: file, structure: "entry \(key)")
    while let field = try message.next() {
      switch field.number {
      case 1: type = field.value.int ?? 0
      case 2:
        guard let bytes = field.value.bytes else { throw message.damaged("a shape", "a number") }
        shape = try BundleEntry.shape(bytes, file: file, key: key)
      case 3: shard = field.value.int ?? 0
      case 4: offset = field.value.int ?? 0
      case 5: size = field.value.int ?? 0
      case 6: checksum = field.value.fixed32 ?? 0
      case 7: isSliced = true
      default: break
      }
    }
  }

  /// The sizes in a `TensorShapeProto`.
  private static func shape(
    _ bytes: Bytes, file: String, key: String
  ) throws(ContainerError) -> [Int] {
    var message = try Protobuf(bytes, file: file, structure: "shape of \(key)")
    var shape: [Int] = []
    while let field = try message.next() {
      guard field.number == 2, let bytes = field.value.bytes else { continue }
      var size = 0
      var dim = try Protobuf(bytes, file: file, structure: "shape of \(key)")
      while let part = try dim.next() {
        if part.number == 1 { size = part.value.int ?? 0 }
      }
      guard size >= 0, shape.count < Limits.rank else {
        throw message.damaged("at most \(Limits.rank) sizes, none below 0", "\(size)")
      }
      shape.append(size)
    }
    return shape
  }

  /// What one element is; throws for one that is no number.
  func element(file: String, key: String) throws(ContainerError) -> ElementType {
    func refusal(_ found: String) -> ContainerError {
      ContainerError(
        .unsupported, file: file, place: key, expected: "an array of numbers in one piece",
        found: found, advice: "such a variable is not read here")
    }
    guard !isSliced else { throw refusal("one that is cut into slices") }
    guard let element = BundleEntry.elements[type] else { throw refusal(format) }
    return element
  }

  /// What the elements are called: `float32`, `string`, `type 99`.
  var format: String {
    BundleEntry.elements[type].map { "\($0)" } ?? BundleEntry.others[type] ?? "type \(type)"
  }

  /// TensorFlow's numbers of formats (types.proto).
  private static let elements: [Int: ElementType] = [
    1: .float32, 2: .float64, 3: .int32, 4: .uint8, 5: .int16, 6: .int8, 9: .int64, 10: .bool,
    14: .bfloat16, 17: .uint16, 19: .float16, 22: .uint32, 23: .uint64,
  ]
  private static let others: [Int: String] = [
    7: "string", 8: "complex64", 11: "qint8", 12: "quint8", 13: "qint32", 15: "qint16",
    16: "quint16", 18: "complex128", 20: "resource", 21: "variant", 24: "float8_e5m2",
    25: "float8_e4m3fn",
  ]
}
