/// Finds the strings of variable size that the elements of one array refer to.
struct HDF5StringReader: StringResolver {
  private let image: HDF5Image
  private let place: String
  private let isFirst: Bool
  /// Every string lies in the file once.
  private var budget: Int

  init(_ image: HDF5Image, _ array: StoredArray) throws(ContainerError) {
    self.image = image
    place = array.name
    isFirst = try image.ledger.visit("strings of \(array.name)")
    budget = image.bytes.count
  }

  mutating func string(at offset: Int, of references: Bytes) throws(ContainerError) -> String {
    do throws(ContainerError) {
      var cursor = try Cursor(
        references, file: image.file, structure: "string reference", start: offset)
      let length = try cursor.uint32()
      guard let address = try cursor.address(in: image), length > 0, address > 0 else { return "" }
      let index = try cursor.uint32()
      let object = try image.heap.object(index, at: address, image)
      guard let text = object?.slice(0, count: length) else {
        throw cursor.damaged(
          "\(length) bytes under number \(index) of the heap at byte \(address)",
          object.map { "\($0.count)" } ?? "no such number")
      }
      guard length <= budget else {
        throw cursor.error(.refused, "strings that lie in the file once", "more than it has bytes")
      }
      budget -= length
      if isFirst { try image.ledger.spend(length, at: cursor.place) }
      return text.zeroTerminatedText
    } catch {
      throw error.inside(place)
    }
  }
}
