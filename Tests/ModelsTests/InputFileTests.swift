import Containers
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Models

/// Files of numbers: every number of one is read or the file is refused.
@Suite struct InputFileTests {
  private func read(_ bytes: [UInt8], _ ending: String) throws -> [FileArray] {
    let path = NSTemporaryDirectory() + "kerastep-input-\(UUID().uuidString).\(ending)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileBytes.write(bytes, to: path)
    do {
      return try Feed.arrays(inFile: path) ?? []
    } catch let error as InputError {
      // The name of the file is another one every time.
      throw Said("\(error)".replacingOccurrences(of: path, with: "FILE"))
    }
  }

  private struct Said: Error, Equatable {
    let text: String
    init(_ text: String) { self.text = text }
  }

  private func csv(_ text: String) throws -> FileArray {
    try #require(try read(Array(text.utf8), "csv").first)
  }

  private func refusal(_ text: String, _ ending: String = "csv") throws -> String {
    let said = #expect(throws: Said.self) { _ = try read(Array(text.utf8), ending) }
    return try #require(said?.text)
  }

  // MARK: CSV

  /// Signs between fields, ends of lines, quotes, a byte order mark, comments and empty lines.
  @Test(arguments: [
    "0,1.5\n-2,3e2\n", "\u{FEFF}0,1.5\n-2,3e2", "0;1.5\r\n-2;3e2\r\n", "0\t1.5\r-2\t3e2\r",
    "0 1.5\n-2   3e2 \n", "\"0\", \"1.5\"\n\" -2\",\"3e2\"\n",
    "# x, y\n\n0,+1.50\n  \n-2.,3E+2\n# end\n", "0,1.5\n-2,.3e3",
  ])
  func everyNumberIsRead(text: String) throws {
    let array = try csv(text)
    #expect(array.tensor == Tensor([2, 2], .float32, [0, 1.5, -2, 300]))
    #expect(array.remarks == [])
  }

  @Test(arguments: ["csv", "CSV", "tsv", "txt", "Txt"])
  func endingsInAnyLetters(ending: String) throws {
    let array = try #require(try read(Array("1 2\n".utf8), ending).first)
    #expect(array.tensor == Tensor([1, 2], .float32, [1, 2]))
  }

  @Test func numPysWordsAreNumbers() throws {
    let array = try csv("nan,inf\n-Infinity,NaN\n").tensor
    #expect(array.shape == [2, 2])
    #expect(array.elements[0].isNaN && array.elements[3].isNaN)
    #expect(array.elements[1...2] == [.infinity, -.infinity])
  }

  @Test(arguments: [
    ("a,b\n1,2\n", "a, b"), ("\u{FEFF}left;right\n1;2", "left, right"), ("x\n1,2", "x"),
    ("\"a,1\",b\n1,2", "a,1, b"), (",b\n1,2", ", b"), ("2019_total,b\n1,2", "2019_total, b"),
  ])
  func headingsArePassedOverAndTold(text: String, names: String) throws {
    let array = try csv(text)
    #expect(array.tensor == Tensor([1, 2], .float32, [1, 2]))
    #expect(array.remarks.count == 1)
    #expect(array.remarks.first?.hasSuffix(":1: passed over as headings: \(names)") == true)
  }

  /// A first row with a slip is no row of headings, and none is left out.
  @Test(arguments: [
    ("1_0,1", ":1: column 1: “1_0” is not a number"),
    ("0,1e", ":1: column 2: “1e” is not a number"),
    ("0x10,1", ":1: column 1: “0x10” is not a number"),
    ("a,1", ":1: column 1: “a” is not a number"),
    ("0,\n1,2", ":1: column 2: there is no number"), (",1", ":1: column 1: there is no number"),
    ("1e,1_0", ":1: column 1: “1e” is not a number"), ("50%,60%", ":1: column 1: “50%” is"),
    ("0,1\n1,b", ":2: column 2: “b” is not a number"), ("0,1\n1", ":2: 1 number, but the rows"),
    ("0,1\n\n1,2,3", ":3: 3 numbers, but the rows before have 2"),
    ("0,1,\n", ":1: column 3: there is no number\nTake off the separator"),
    ("0,1\n1,\"2", ":2: a quote is opened and not closed"),
    ("1,5;2,5", ":1: column 1: “1,5” is not a number\nNumbers are written with a point: 1.5."),
    ("a,b\nc,d\n1,2", ":2: column 1: “c” is not a number"), (",,\n1,2,3", ":1: column 1: there is"),
    ("1e999,1", ":1: column 1: “1e999” is beyond the largest number"),
    ("1 # one,2", ":1: column 1"),
    ("0,9007199254740993", ":1: column 2: “9007199254740993” is above 2^53"),
    ("a,b", ": no numbers"),
    ("nan(1),1", ":1: column 1: “nan(1)” is not a number"), ("１,2", ":1: column 1: “１” is not"),
  ])
  func noRowIsLeftOutWithoutAWord(text: String, message: String) throws {
    #expect(try refusal(text).hasPrefix("FILE" + message))
  }

  @Test func anotherEncodingIsNamed() throws {
    let said = #expect(throws: Said.self) { _ = try read([0xFF, 0xFE, 0x31, 0], "csv") }
    #expect(said == Said("FILE: it is UTF-16 text\nSave it as UTF-8."))
  }

  // MARK: JSON

  @Test(arguments: [
    (#"{"x": [1], "x": [2]}"#, ": x stands in it twice\nGive each input once."),
    ("[9007199254740993]", ": “9007199254740993” is above 2^53"),
    ("[-9007199254740993]", ": “-9007199254740993” is above 2^53"),
    (#"[1, "1"]"#, ": a number or a list"), ("[true]", ": a number or a list"),
    ("[null]", ": a number or a list"), ("[[1], [1, 2]]", ": lists of different lengths"),
    ("[1, [2]]", ": lists of different lengths"),
  ])
  func whatIsNoNumberInJSONIsRefused(text: String, message: String) throws {
    #expect(try refusal(text, "json").hasPrefix("FILE" + message))
  }

  @Test func wholeNumbersInJSONAreExact() throws {
    let array = try #require(try read(Array("[9007199254740992, -3]".utf8), "json").first)
    #expect(array.tensor == Tensor([2], .int64, [9_007_199_254_740_992, -3]))
  }

  // MARK: NumPy

  private func npy(_ element: ElementType, _ numbers: [UInt64]) throws -> Tensor {
    let bytes = numbers.flatMap { number in
      withUnsafeBytes(of: number.littleEndian) { Array($0.prefix(element.byteSize)) }
    }
    let file = try Npy.write(
      NamedArray(name: "", shape: [numbers.count], element: element, bytes: Bytes(bytes)))
    return try #require(try read(file, "npy").first).tensor
  }

  @Test func wholeNumbersOfNumPyAreExact() throws {
    let most: UInt64 = 1 << 53
    #expect(try npy(.int64, [most, 0 &- most]).elements == [Double(most), -Double(most)])
    for element in [ElementType.int64, .uint64] {
      let error = #expect(throws: NotNumbers.self) { try npy(element, [1, most + 1]) }
      #expect(error?.found.hasPrefix("9007199254740993, where whole numbers above 2^53") == true)
    }
    #expect(throws: NotNumbers.self) { try npy(.int64, [0 &- (most + 1)]) }
    #expect(throws: NotNumbers.self) { try npy(.uint64, [.max]) }
  }

  @Test func aBooleanIsZeroOrOne() throws {
    #expect(try npy(.bool, [0, 1, 2]) == Tensor([3], .bool, [0, 1, 1]))
  }

  /// A file of one array has one name, and is named once.
  @Test func theFileIsNamedOnce() throws {
    let path = NSTemporaryDirectory() + "kerastep-\(UUID().uuidString).npy"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let whole = try Npy.write(
      NamedArray(
        name: "", shape: [2], element: .float32, bytes: Bytes([UInt8](repeating: 0, count: 8))))
    let objects = Array(String(decoding: whole, as: Unicode.ASCII.self).utf8)
    for bytes in [Array(whole.dropLast(2)), Array(whole.prefix(20)), objects] {
      try FileBytes.write(bytes, to: path)
      let error = #expect(throws: (any Error).self) { try Feed.arrays(inFile: path) }
      let message = error.map { "\($0)" } ?? ""
      #expect(message.components(separatedBy: path).count == 2, "\(message)")
    }
  }
}
