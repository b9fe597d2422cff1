/// What an index says of its files: `BundleHeaderProto`.
struct BundleHeader {
  private(set) var shards = 0
  private(set) var isBigEndian = false

  init(_ bytes: Bytes, file: String) throws(ContainerError) {
    var message = try Protobuf(bytes, file: file, structure: "header of the table")
    while let field = try message.next() {
      switch field.number {
      case 1: shards = field.value.int ?? 0
      case 2: isBigEndian = field.value.int == 1
      default: break
      }
    }
    // File names have the number; a hundred thousand files are more than anybody's.
    guard shards > 0, shards <= 100_000 else {
      throw message.damaged("the number of files", "\(shards)")
    }
  }
}
