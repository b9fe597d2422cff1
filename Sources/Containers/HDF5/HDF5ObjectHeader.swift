/// The messages that describe a group or a dataset.
struct HDF5ObjectHeader: Sendable {
  /// One message: its kind and where its body lies.
  struct Message: Sendable {
    let kind: Int
    let flags: Int
    let body: Range<Int>
  }

  /// The kinds of messages that are read or refused by name.
  enum Kind {
    static let dataspace = 0x01
    static let linkInfo = 0x02
    static let datatype = 0x03
    static let fillValue = 0x05
    static let link = 0x06
    static let externalFiles = 0x07
    static let layout = 0x08
    static let filters = 0x0B
    static let attribute = 0x0C
    static let continuation = 0x10
    static let symbolTable = 0x11
    static let attributeInfo = 0x15
  }

  let address: Int
  let messages: [Message]

  /// Reads version 1 or 2; `isFirst` when the object is read for the first time and its size is to be counted.
  init(_ image: HDF5Image, at address: Int, isFirst: Bool) throws(ContainerError) {
    var reader = try MessageReader(image, at: address)
    try reader.readAll(isFirst: isFirst)
    self.address = address
    messages = reader.messages
  }

  /// The body of the first message of `kind`; one that is shared with other objects is refused.
  func body(_ kind: Int, _ image: HDF5Image) throws(ContainerError) -> Range<Int>? {
    guard let message = messages.first(where: { $0.kind == kind }) else { return nil }
    guard message.flags & 2 == 0 else {
      let cursor = try image.cursor("message", message.body)
      throw cursor.unsupported("a message of the object's own", "a shared (committed) one")
    }
    return message.body
  }

  func contains(_ kind: Int) -> Bool { messages.contains { $0.kind == kind } }
}
