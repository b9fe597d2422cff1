import Containers
import Tensors
import TestSupport
import Testing

@testable import Terms

/// What the ops of text make, against TensorFlow and by hand.
@Suite struct TextOpTests {
  @Test func listsEveryFileOfTheFolder() {
    let parts: Set = ["TextOp", "SplittingOp", "Fingerprint", "SipHash"]
    let files = Set(
      Repository.files(in: "Sources/Terms/Texts", ending: ".swift").map { String($0.dropLast(6)) })
    #expect(files.subtracting(parts).sorted() == AllOps.texts.map { "\($0)" }.sorted())
  }

  private static let hashes = Result {
    let file = try FileBytes(path: Fixtures.path("texts/hashes.npz"))
    let arrays = try Npz(file.bytes, name: "hashes.npz")
    return try ["texts", "fast", "strong", "crossed"].map { try Tensor(try arrays.array($0)) }
  }

  @Test func hashesAreTensorFlows() throws {
    let found = try Self.hashes.get()
    let texts = found[0]
    #expect(Set(texts.elements).count == 300)
    let bins = 1 << 53 - 1
    #expect(try HashText(bins).apply(to: [texts]).elements == found[1].elements)
    let keyed = HashText(bins, key: [133, -137])
    #expect(try keyed.apply(to: [texts]).elements == found[2].elements)
    let numbers = Tensor([300], .int64, (0..<300).map { Double($0 * $0 - 500) })
    let crossed = CrossHash(bins)
    #expect(try crossed.apply(to: [texts, numbers, texts]).elements == found[3].elements)
  }

  private func texts(_ texts: String...) -> Tensor { Tensor([texts.count], texts: texts) }

  private func words(_ tensor: Tensor) -> [String] {
    tensor.elements.map { Texts.text(of: $0) ?? "none" }
  }

  @Test func splitsAtBlanksOfASCIIAlone() throws {
    let one = Tensor([1], texts: [" a\tb\u{0B}c\u{A0}d\n\n e"])
    let split = try SplitWords(6).apply(to: [one])
    #expect(words(split) == ["a", "b", "c\u{A0}d", "e", "", ""])
    #expect(split.shape == [6] && split.dtype == .string)
    #expect(words(try SplitWords(2).apply(to: [one])) == ["a", "b"])
    #expect(words(try SplitCharacters(3).apply(to: [texts("e\u{301}x")])) == ["e", "\u{301}", "x"])
  }

  @Test func changesLettersOfASCIIAlone() throws {
    #expect(words(try LowerCase().apply(to: [texts("AÄZ[é", "")])) == ["aÄz[é", ""])
    #expect(words(try StripPunctuation().apply(to: [texts("it's — (a_b)! \\")])) == ["its — ab "])
  }

  @Test func joinsNeighbours() throws {
    let row = texts("a", "b", "c", "")
    #expect(words(try NGrams([2, 1], 6).apply(to: [row])) == ["a b", "b c", "a", "b", "c", ""])
    #expect(words(try NGrams([3], 3).apply(to: [row])) == ["a b c", "", ""])
    #expect(words(try NGrams([3], 2, isFull: true).apply(to: [row])) == ["a b c", "b c "])
  }

  @Test func looksUpByBytes() throws {
    let vocabulary = texts("", "[UNK]", "e\u{301}", "\u{E9}", "[UNK]")
    let found = try TextLookup(7).apply(
      to: [texts("\u{E9}", "e\u{301}", "e", "", "[UNK]"), vocabulary])
    #expect(found.elements == [3, 2, 7, 0, 4])
  }

  @Test func spellsWholeNumbers() throws {
    let spelt = try SpellNumber().apply(to: [Tensor([3], .int64, [-7, 0, 1_099_511_627_776])])
    #expect(words(spelt) == ["-7", "0", "1099511627776"])
  }

  /// An op and operands that it takes.
  private static let cases: [(op: any Op, operands: [Tensor])] = [
    (LowerCase(), [Tensor([2], texts: ["A", "b"])]),
    (SplitWords(2), [Tensor([1], texts: ["a b c"])]),
    (NGrams([1, 2], 4), [Tensor([2], texts: ["a", "b"])]),
    (TextLookup(-1), [Tensor([2], texts: ["a", "x"]), Tensor([2], texts: ["x", "y"])]),
    (HashText(9), [Tensor([2], texts: ["a", "x"])]),
    (CrossHash(9), [Tensor([1], texts: ["a"]), Tensor([1], .int64, [4])]),
    (SpellNumber(), [Tensor([2], .int32, [1, 2])]),
  ]

  @Test func everyElementComesFromOperands() throws {
    for (op, operands) in Self.cases {
      let result = try op.apply(to: operands)
      let types = operands.map { TensorType($0.shape, $0.dtype) }
      let elements = Elements(types, TensorType(result.shape, result.dtype)) {
        operands[$0.operand].elements[$0.element]
      }
      for element in 0..<result.count {
        guard case .function(let sources) = try op.derivation(of: element, from: elements) else {
          Issue.record("\(op): no function of its operands")
          continue
        }
        #expect(!sources.isEmpty)
        #expect(sources.allSatisfy { operands[$0.operand].elements.indices.contains($0.element) })
      }
    }
  }

  @Test func textIsNoNumber() {
    let (text, number) = (TensorType([2], .string), TensorType([2], .float32))
    for type in AllOps.unary where type != StopGradient.self {
      #expect(throws: Misfit.self) { try type.init().resultType(of: [text]) }
    }
    for type in AllOps.binary {
      #expect(throws: Misfit.self) { try type.init().resultType(of: [text, number]) }
      guard type != Equal.self, type != NotEqual.self else { continue }
      #expect(throws: Misfit.self) { try type.init().resultType(of: [text, text]) }
    }
    for type in AllOps.rows {
      #expect(throws: Misfit.self) { try type.init(axis: -1).resultType(of: [text]) }
    }
    #expect(throws: Misfit.self) { try Cast(.float32).resultType(of: [text]) }
    #expect(throws: Misfit.self) { try Cast(.string).resultType(of: [number]) }
    #expect(throws: Misfit.self) { try Concatenate(axis: 0).resultType(of: [text, number]) }
    #expect(throws: Misfit.self) { try LowerCase().resultType(of: [number]) }
    #expect(throws: Misfit.self) { try SpellNumber().resultType(of: [number]) }
  }

  @Test func quotedTextIsOneLine() {
    let number = Texts.number(of: "a \"b\"\n\\")
    #expect(Texts.quoted(number) == #""a \"b\"\n\\""#)
    #expect(Texts.quoted(Texts.number(of: "abcdef"), longest: 3) == "\"abc…\"")
    #expect(Texts.quoted(.nan) == "nan" && Texts.number(of: "") == 0)
  }
}
