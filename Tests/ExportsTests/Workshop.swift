import Foundation
import Testing

/// Compilers and interpreters, and a folder to use them in.
struct Workshop {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "kerastep-exports-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  /// Runs a program in the folder: how it ended and what it wrote.
  func run(_ arguments: [String]) throws -> (code: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let log = path("log-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let handle = try #require(FileHandle(forWritingAtPath: log))
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try handle.close()
    let text = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    return (process.terminationStatus, text)
  }

  /// A Python that has NumPy; nil where there is none.
  static let python: String? = {
    let named = ProcessInfo.processInfo.environment["KERASTEP_PYTHON"]
    return [named, "python3", "python"].compactMap { $0 }.first { program in
      guard let workshop = try? Workshop() else { return false }
      defer { workshop.remove() }
      return (try? workshop.run([program, "-c", "import numpy"]))?.code == 0
    }
  }()

  /// Whether a program is there.
  static func has(_ program: String) -> Bool {
    guard let workshop = try? Workshop() else { return false }
    defer { workshop.remove() }
    return (try? workshop.run([program, "--version"]))?.code == 0
  }
}
