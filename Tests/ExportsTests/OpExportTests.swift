import Debugging
import Equations
import Foundation
import Models
import Tensors
import Terms
import TestSupport
import TestTraits
import Testing

@testable import Exports

/// Every op of the list, exported to every language: a new one needs its texts to pass.
@Suite("every op is exported", .serialized, .waits)
struct OpExportTests {
  /// Programs that apply every op, in both machine numbers.
  private static let programs: [(name: String, export: @Sendable (String) throws -> Export)] = [
    ("ops_single", { try export(.float32, to: $0) }),
    ("ops_double", { try export(.float64, to: $0) }),
    ("casts_single", { try exportCasts([.int8, .uint8, .int16, .uint16], to: $0) }),
    ("casts_double", { try exportCasts(DType.allCases.filter { !$0.isFloat }, to: $0) }),
  ]

  private static func export(_ dtype: DType, to path: String) throws -> Export {
    let eq = Equations()
    let x = eq.input("x", TensorType([2, 3], dtype))
    let y = eq.input("y", TensorType([3], dtype))
    let z = eq.input("z", TensorType([2, 3, 2], dtype))
    let index = eq.input("index", TensorType([4], .int32))
    var outputs: [Term] = []
    try eq.call("ops", kind: "Ops", title: "Ops()", dtype: dtype) {
      var terms: [Term] = AllOps.unary.map { .apply($0.init(), [x]) }
      terms += AllOps.binary.flatMap { type -> [Term] in
        let op = type.init()
        return [.apply(op, [x, y]), .apply(op, [x, 2])]
      }
      terms += AllOps.rows.flatMap { type -> [Term] in
        [.apply(type.init(axis: -1), [x]), .apply(type.init(axis: 1), [z])]
      }
      let isPositive = Term.apply(Greater(), [x, 0])
      terms += Reduce.Kind.allCases.flatMap { kind -> [Term] in
        [
          x(Reduce(kind)), z(Reduce(kind, axes: [1])), z(Reduce(kind, axes: [-1], keepsAxes: true)),
          isPositive(Reduce(kind, axes: [0])),
        ]
      }
      terms += [DType.float16, .bfloat16, .float32, .int8, .uint8, .bool].map { dtype in
        (x * 100)(Cast(dtype))
      }
      terms += [
        isPositive + isPositive, .select(isPositive, x * 2, -x), .select(isPositive, y, 0),
        .apply(Concatenate(axis: -1), [x, x + y]), .apply(Concatenate(axis: 0), [z, z]),
        z(Flip(axis: 1)), z(Flip(axis: 1)) * 2, x • z(Slice([.at(0)])), y • z(Slice([.at(1)])),
        x • y, z(Permute([0, 2, 1])) • z, z • x(Slice([.all, .range(0, 2, step: nil)])) + 1,
        z(Permute()), x(Permute()) + 1, x(Repeat(2)), x(Reshape([3, -1])), (x + 1)(Reshape([-1])),
        .apply(Gather(), [x, .apply(Minimum(), [index, 1])]),
        .apply(ScatterAdd(3), [z(Reshape([4, 3])), index]), y(BroadcastTo([2, 2, 3])) + 1,
        .apply(TransposedProduct(), [x, x + 1]), .apply(TransposedProduct(), [y, y + 1]),
        .apply(TransposedProduct(), [z, -z]),
        z(Slice([.at(1), .range(nil, nil, step: -1)])), z(Slice([.all, .at(2), .at(-1)])) + 1,
      ]
      terms += windows(x, z)
      for (place, term) in terms.enumerated() {
        outputs.append(try eq(Name("y\(place)"), term))
      }
    }
    let program = eq.finish(outputs: outputs)
    let subject = Export.Subject(
      name: "ops", origin: "a test", outputNames: outputs.indices.map { "y\($0)" })
    let feed = Feed(
      tensors: [
        Tensor([2, 2, 3], dtype, [0.5, -1.25, 2.75, 3, 0, -0.5, 7.5, 1, -3, 0.25, -2.5, 1e3]),
        Tensor([2, 3], dtype, [2, -0.75, 1, 0.5, 3, -2]),
        Tensor([2, 2, 3, 2], dtype, (0..<24).map { Double($0 * 7 % 12) / 4 - 1 }),
        Tensor([2, 4], .int32, [0, 1, -1, 0, 1, 1, 0, -2]),
      ], samples: 2, isBatch: true)
    return try Export(subject, program, feed, tolerance: (1e-6, 2e-5), to: path)
  }

  /// Casts of floats that no integer holds, of whole numbers to narrower formats, and places among
  /// what is no number.
  private static func exportCasts(_ formats: [DType], to path: String) throws -> Export {
    let eq = Equations()
    let x = eq.input("x", TensorType([3, 4], .float32))
    var outputs: [Term] = []
    try eq.call("casts", kind: "Casts", title: "Casts()", dtype: .float32) {
      var terms = formats.map { x(Cast($0)) }
      terms += terms.flatMap { whole in formats.map { whole(Cast($0)) } }
      for kind in [Reduce.Kind.argmax, .argmin] {
        terms += [true, false].map { x(Reduce(kind, axes: [0], passesOverNaN: $0)) }
        terms += [true, false].map { x(Reduce(kind, axes: [1], passesOverNaN: $0)) }
      }
      for (place, term) in terms.enumerated() {
        outputs.append(try eq(Name("y\(place)"), term))
      }
    }
    let subject = Export.Subject(
      name: "casts", origin: "a test", outputNames: outputs.indices.map { "y\($0)" })
    let numbers: [Double] = [
      -36.75, 300.5, 70000, -70000, 3e9, -3e9, 0x1p31, -0x1p31, 1e30, .nan, .infinity, -.infinity,
      -1, 127.5, 128, -128.5, 255.5, 256, 0x1p63, -0x1p63, 0x1.8p63, 0x1p64, -0x1p40, 0.5,
    ]
    let feed = Feed(
      tensors: [Tensor([2, 3, 4], .float32, numbers)], samples: 2, isBatch: true)
    return try Export(
      subject, eq.finish(outputs: outputs), feed, tolerance: (1e-6, 2e-5), to: path)
  }

  /// Windows over z, two by three places of two channels, and over x, two places of three.
  private static func windows(_ x: Term, _ z: Term) -> [Term] {
    let same = Sliding(rank: 2, strides: [2, 1], padding: .same)
    func kernel(_ dims: Int...) -> Term { z(Reshape(dims)) }
    return [
      .apply(Convolve(rank: 1, Sliding(rank: 1, padding: .causal)), [x, z]),
      .apply(Convolve(rank: 2, same), [z, kernel(2, 3, 2, 1)]),
      .apply(Convolve(rank: 2, Sliding(rank: 2), groups: 2), [z, kernel(1, 3, 1, 4)]) + 1,
      .apply(DepthwiseConvolve(rank: 2, same), [z, kernel(1, 3, 2, 2)]),
      .apply(ConvolveTranspose(rank: 2, same), [z, kernel(2, 3, 1, 2)]),
      .apply(
        ConvolveTranspose(rank: 2, Sliding(rank: 2, strides: [2], dilation: [2])),
        [z, kernel(2, 3, 1, 2)]),
      .apply(
        ConvolveTranspose(rank: 2, Sliding(rank: 2, strides: [2]), groups: 2),
        [z, kernel(2, 3, 1, 2)]),
      .apply(ConvolveKernel(window: [2, 3], same), [z, z(Slice([.at(0)]))(Reshape([1, 3, 2]))]),
      .apply(
        ConvolveKernel(window: [1, 2], Sliding(rank: 2), groups: 2),
        [z, kernel(2, 2, 3)(Slice([.all, .all, .range(0, 2, step: nil)]))]),
      .apply(Unpool(Pool(.max, window: [2, 2], strides: [1, 1], padding: .same)), [-z, z]),
      .apply(Unpool(Pool(.avg, window: [2, 2], strides: [1, 1], padding: .same)), [-z, z]),
      .apply(
        Unpool(Pool(.max, window: [1, 3], padding: .valid)),
        [z(Slice([.all, .range(0, 1, step: nil)])), z]) + 1,
      z(Pool(.max, window: [2, 2], strides: [1, 1], padding: .same)),
      z(Pool(.avg, window: [2, 2], strides: [1, 1], padding: .same)),
      z(Pool(.avg, window: [1, 3], padding: .valid)) * 2,
      z(Pad(before: [1, 0, 0], after: [0, 2, 0])), z(Upsample([2, 3])), z(Upsample([1, 2])) + 1,
      z(Heads()), x(Heads()) + 1,
    ]
  }

  @Test func everyOpIsInTheProgram() throws {
    let program = try Self.export(.float32, to: "ops.c").program
    let found = Set(program.instructions.map { "\(type(of: $0.op))" })
    let listed =
      AllOps.unary.map { "\($0)" } + AllOps.binary.map { "\($0)" } + AllOps.rows.map { "\($0)" }
      + AllOps.others.map { "\($0)" }
    #expect(Set(listed).subtracting(found) == [])
  }

  @Test func latexOfEveryOpIsWellFormed() throws {
    let target = try #require(ExportTargets.named("latex"))
    let fault = LatexCheck.fault(in: try Self.export(.float32, to: "ops.tex").text(as: target))
    #expect(fault == nil, "\(fault ?? ""); what LaTeX knows stands in LatexCheck.commands")
  }

  /// Swift compiles slowly; one machine number will do.
  private static func names(_ language: ExportLanguage) -> [String] {
    let all = programs.map(\.name)
    return language == .swift && !ExportCase.asksForAll ? all.filter { $0 != "ops_double" } : all
  }

  @Test(arguments: ExportLanguage.allCases)
  func computesTheSame(_ language: ExportLanguage) throws {
    guard language.isThere else { return }
    let workshop = try Workshop()
    defer { workshop.remove() }
    let names = Self.names(language)
    for (name, export) in Self.programs where names.contains(name) {
      let target = try #require(ExportTargets.named(language.rawValue))
      _ = try export(workshop.path(name + language.ending)).write(as: target)
    }
    expectAll(names, try language.check(names, in: workshop))
  }

  @Test("a self-check finds numbers that are wrong", .enabled(if: Workshop.has("cc")))
  func wrongNumbers() throws {
    let workshop = try Workshop()
    defer { workshop.remove() }
    let model = try ModelFile.open(Fixtures.path("xor-relu/k3.keras"))
    let feed = try Feed.read("[0, 1]", for: model)
    let export = try Export(
      model, feed, tolerance: (1e-6, 2e-5), to: workshop.path("wrong.c"),
      outputs: [Tensor([1, 1], .float32, [0.25])])
    _ = try export.write(as: CTarget())
    _ = try workshop.run(["cc", "-std=c99", "-DMODEL_SELF_CHECK", "wrong.c", "-lm"])
    let outcome = try workshop.run(["./a.out"])
    #expect(outcome.code == 1)
    #expect(outcome.text.contains("WRONG"))
    if let python = Workshop.python {
      let other = try Export(
        model, feed, tolerance: (1e-6, 2e-5), to: workshop.path("wrong.py"),
        outputs: [Tensor([1, 1], .float32, [.nan])])
      _ = try other.write(as: NumPyTarget())
      #expect(try workshop.run([python, "wrong.py"]).code == 1)
    }
  }

  @Test("many weights go to a file beside the program")
  func weightsBeside() throws {
    let workshop = try Workshop()
    defer { workshop.remove() }
    let eq = Equations()
    let x = eq.input("x", TensorType([300], .float32))
    let numbers = (0..<300 * 700).map { Double(Float($0 % 101) / 101 - 0.5) }
    let y = try eq.call("wide", kind: "Dense", title: "Dense(700)", dtype: .float32) {
      try eq("y", x • eq.constant("W", Tensor([300, 700], .float32, numbers)))
    }
    let feed = Feed(
      tensors: [Tensor([1, 300], .float32, (0..<300).map { Double($0 % 7) / 8 })], samples: 1,
      isBatch: false)
    let program = eq.finish(outputs: [y])
    for language in [ExportLanguage.c, .cpp, .swift]
    where language.isThere && (language != .swift || ExportCase.asksForAll) {
      let path = workshop.path("wide" + language.ending)
      let export = try Export(
        Export.Subject(name: "wide", origin: "a test", outputNames: ["wide"]), program, feed,
        tolerance: (1e-6, 2e-5), to: path)
      let target = try #require(ExportTargets.named(language.rawValue))
      #expect(try export.write(as: target) == [path, workshop.path("wide.weights.bin")])
      expectAll(["wide"], try language.check(["wide"], in: workshop))
    }
  }
}
