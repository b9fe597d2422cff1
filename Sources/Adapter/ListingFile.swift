import Containers
import Models
import Terminal
import Views

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The listing of a model as a file that an editor opens: a real one, for editors forget the breakpoints of texts that
/// are none.
///
/// Its name is that of the model and its place, so that breakpoints are found again the next day.
package struct ListingFile {
  let content: SourceListing
  /// `lstm-1f2e3d4c.kerastep`.
  let name: String
  /// Nil where it could not be written: then its text is asked for.
  let path: String?

  static let ending = "kerastep"
  /// What a text is asked for by that is no file.
  static let reference = 1

  /// Where such files are kept; nil where there is no home folder.
  package static var usualFolder: String? {
    #if canImport(Darwin)
      let usual = "Library/Caches"
    #else
      let usual = ".cache"
    #endif
    return Terminal.userFolder("XDG_CACHE_HOME", or: usual).map { "\($0)/kerastep/listings" }
  }

  /// Writes the file in a folder, unless it is there already.
  init(_ content: SourceListing, of model: Model, in folder: String?) {
    self.content = content
    let name = ListingFile.name(of: model)
    self.name = name
    path = folder.flatMap { ListingFile.write(content.text, to: "\($0)/\(name)") }
  }

  private static func write(_ text: String, to path: String) -> String? {
    let bytes = Array(text.utf8)
    if let old = try? FileBytes(path: path), old.bytes.array == bytes { return path }
    for index in path.indices.dropFirst() where path[index] == "/" {
      mkdir(String(path[..<index]), 0o700)
    }
    do {
      try FileBytes.write(bytes, to: path)
      return path
    } catch {
      return nil
    }
  }

  private static func name(of model: Model) -> String {
    let letters = model.name.prefix(40).map { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || "-_".contains(letter)) ? letter : "_"
    }
    let place = realpath(model.origin.path, nil)
    defer { free(place) }
    return
      "\(String(letters))-\(mark(place.map { String(cString: $0) } ?? model.origin.path)).\(ending)"
  }

  /// Eight digits of a text, by the hash of Fowler, Noll and Vo.
  private static func mark(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt32(0x811c_9dc5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// The source as the protocol names it.
  func json(_ client: Client) -> JSON {
    let place: (key: String, value: JSON) =
      path.map { ("path", .string(client.name(ofFile: $0))) } ?? (
        "sourceReference", .int(Self.reference)
      )
    return .object(
      JSONObject([
        ("name", .string(name)), place, ("origin", .string("the equations of the model")),
      ]))
  }

  /// Whether a client means it.
  func isMeant(by source: Arguments, _ client: Client) throws -> Bool {
    if let reference = try source.int("sourceReference"), reference > 0 {
      return path == nil && reference == Self.reference
    }
    guard let given = try source.string("path"), let path else {
      return try self.path == nil && source.string("name") == name
    }
    let other = client.path(ofFile: given)
    return other == path || ListingFile.resolved(other) == ListingFile.resolved(path)
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
