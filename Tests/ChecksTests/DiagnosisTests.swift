import Containers
import Damage
import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing

@testable import Checks

@Suite("what a diagnosis says")
struct DiagnosisTests {
  private func doctor(_ name: String) throws -> (Diagnostician, Golden) {
    let golden = try Golden(path: Fixtures.path("\(name)/golden.npz"))
    let model = try ModelFile.open(Fixtures.path("\(name)/k3.keras"))
    let x = try #require(golden.arrays.first { $0.name == "x0" })
    return (try Diagnostician(model, feeding: [x.tensor]), golden)
  }

  private func value(_ place: String, _ doctor: Diagnostician, sample: Int = 0) throws -> Tensor {
    try doctor.right.lookup(place, sample: sample).tensor
  }

  private func mapped(_ tensor: Tensor, _ change: (Double) -> Double) -> Tensor {
    Tensor(tensor.shape, tensor.dtype, tensor.elements.map(change))
  }

  @Test("one value at one place: the bias left out, tanh for σ, the wrong block")
  func single() throws {
    let (doctor, _) = try doctor("lstm-gates")
    let z = try value("lstm@1.z", doctor)
    let tanhs = Tensor([8], .float32, z.elements[8..<16].map { 2 / (1 + power(ofE: -2 * $0)) - 1 })
    let tanh = try doctor.single(tanhs, at: "lstm@1.f")
    #expect(tanh.verdict != .right)
    #expect(tanh.candidates.first?.title.contains("tanh for σ") == true)
    let block = Tensor([8], .float32, z.elements[16..<24].map { 1 / (1 + power(ofE: -$0)) })
    #expect(try doctor.single(block, at: "lstm@1.o").fitting.contains { $0.id == "L35" })
    let (dense, _) = try self.doctor("xor-relu")
    let x = try value("dense.x", dense, sample: 3)
    let W = try value("dense.W", dense)
    let product = Tensor(
      [4], .float32,
      (0..<4).map { unit in
        (0..<2).reduce(0.0) { $0 + x.elements[$1] * W.elements[$1 * 4 + unit] }
      })
    let bias = try dense.single(product, at: "dense.z", sample: 3)
    #expect(bias.fitting.contains { $0.id == "D08" || $0.title.contains("bias") })
    #expect(try dense.single(try value("dense.z", dense), at: "dense.z").verdict == .right)
  }

  @Test(
    "shapes are known before anything is computed",
    arguments: ["xor-relu", "mlp-relu", "lstm-gates", "lstm-masked", "rnn-masked"])
  func shapes(_ name: String) throws {
    let (doctor, _) = try doctor(name)
    let places = OtherValues.places(of: doctor.outline.program) + ["output"]
    let shapes = try places.map { try doctor.outline.shape(of: $0) }
    #expect(doctor.outline.frontier == 0)
    for (place, shape) in zip(places, shapes) {
      #expect(try value(place, doctor).shape == shape, "\(place)")
    }
  }

  @Test("a shape that nothing has is refused before anything is computed")
  func wrongShape() throws {
    let (doctor, _) = try doctor("lstm-gates")
    let given = Tensor([1013], .float32, repeating: 0.5)
    let found = try doctor.diagnose([(name: nil, tensor: given)], at: nil, sample: 0)
    #expect(found.verdict == .unknown)
    #expect(found.remarks.contains { $0.contains("but what is given is (1013)") })
    #expect(throws: (any Error).self) {
      try doctor.diagnose([(name: nil, tensor: given)], at: "lstm.nothing", sample: 0)
    }
    #expect(doctor.outline.frontier == 0)
  }

  @Test("two mistakes at once are named as a pair")
  func pairs() throws {
    let (doctor, _) = try doctor("mlp-relu")
    // No activation in the hidden layers, and none of the biases: x·W·W·W, relu of it.
    let names = ["dense", "dense_1", "dense_2"]
    let weights = try names.map { try value("\($0).W", doctor) }
    let outputs = try (0..<16).map { sample -> Double in
      var row = try value("dense.x", doctor, sample: sample).elements
      for W in weights {
        let (inputs, units) = (W.shape[0], W.shape[1])
        row = (0..<units).map { unit in
          (0..<inputs).reduce(0.0) { $0 + row[$1] * W.elements[$1 * units + unit] }
        }
      }
      return max(row[0], 0)
    }
    let given = try GivenNumbers(
      Tensor([16, 1], .float32, outputs), at: "output", of: doctor.outline)
    let patience = Double(Duration.seconds(60).granted.components.seconds)
    let found = try doctor.diagnose([given], Diagnostician.Effort(seconds: patience))
    #expect(found.fitting.contains { Set($0.id.split(separator: "+")) == ["D02", "D06"] })
  }

  @Test("the formulas, the numbers and what would tell are there")
  func contrast() throws {
    let (doctor, _) = try doctor("xor-relu")
    let logits = try (0..<4).map { try value("dense_1.z", doctor, sample: $0) }
    let whole = try #require(Tensor.stack(logits))
    let found = try doctor.diagnose([(name: nil, tensor: whole)], at: nil)
    #expect(found.verdict == .mistake)
    let best = try #require(found.candidates.first)
    #expect(best.id == "D03")
    #expect(best.distance == 0)
    #expect(best.contrasts.map(\.right) == ["a = σ(z)"])
    #expect(best.contrasts.map(\.wrong) == ["a = z"])
    #expect(best.contrasts.first?.typed == "z")
    #expect(best.number?.user == best.number?.mistaken)
    #expect(
      found.json.text.hasPrefix(#"{"verdict":"mistake","candidates":[{"id":"D03","title":"#)
        || found.json.text.hasPrefix(#"{"verdict": "mistake", "candidates": [{"id": "D03", "#))
  }

  @Test("rows zeroed behind an Embedding are one mistake, an ignored mask is another")
  func zeroedRows() throws {
    let one = try #require(
      WrongNumbersTests.cases.first {
        $0.name.hasPrefix("layers.k3") && $0.wrong.contains { $0.id == "L33" }
      })
    let doctor = try Diagnostician(try one.model(), feeding: [one.input])
    for id in ["L32", "L33"] {
      let wrong = try #require(one.wrong.first { $0.id == id })
      let found = try doctor.diagnose([(name: nil, tensor: wrong.numbers)], at: nil)
      #expect(found.verdict == .mistake)
      #expect(found.candidates.first?.id == id)
    }
  }

  @Test("whole numbers are not explained by a pair that makes whole numbers")
  func wholeNumbers() throws {
    let norm = """
      {"class_name": "BatchNormalization", "config": {"name": "bn", "axis": [3], "center": false,
       "epsilon": 0.001}}
      """
    let net = Architecture(layers: [Architecture.input("x", "[null, 1, 2, 1]"), norm])
    func vector(_ x: Double) -> Tensor { Tensor([1], .float32, [x]) }
    let model = try net.model([
      ("bn", [vector(0.80644524), vector(0.05885344), vector(0.91000736)])
    ])
    let doctor = try Diagnostician(model, feeding: [Tensor([1, 1, 2, 1], .float32, [1, 5])])
    func diagnose(_ numbers: [Double]) throws -> Diagnosis {
      try doctor.diagnose([(name: nil, tensor: Tensor([1, 1, 2, 1], .float32, numbers))], at: nil)
    }
    let found = try diagnose([-2, 3])
    #expect(found.verdict == .unknown)
    #expect(found.nearest == nil)
    // The textbook's formula gives whole numbers too.
    let plain = try diagnose([-1, 1])
    #expect(plain.verdict == .mistake)
    #expect(plain.candidates.first?.id == "N19")
  }

  @Test("a mistake that ends a layer's equations has changed none of them")
  func changesTakenBack() throws {
    let (doctor, golden) = try doctor("lstm-gates")
    // Of z the first block alone is left, so that the second gate has none.
    let revision = Revision.equation { $0.name.ascii == "z" ? $0.term.part(0, of: 4) : nil }
    let shapes = golden.inputs.map { $0.shape.removing(0) }
    let program = try doctor.experiment.model.program(for: shapes, revision: revision)
    #expect(program.obstacle != nil)
    #expect(program.changes.isEmpty)
  }

  @Test("of inf and NaN it says that something overflowed")
  func overflow() throws {
    let (doctor, golden) = try doctor("lstm-gates")
    let y = try #require(golden.arrays.first { $0.name == "y0" }?.tensor)
    let found = try doctor.diagnose([(name: nil, tensor: mapped(y) { _ in .nan })], at: nil)
    #expect(found.verdict == .unknown)
    #expect(found.remarks.contains { $0.contains("overflowed") && $0.contains("softmax") })
  }

  @Test("a mistake 1,000 times nearer than all others is named, and no other")
  func farNearest() throws {
    var named = 0
    for one in WrongNumbersTests.cases
    where ["xor-relu", "mlp-relu", "rnn-masked"].contains(one.name) {
      let doctor = try Diagnostician(try one.model(), feeding: [one.input])
      for (id, _, numbers) in one.wrong {
        let apart = Difference(numbers, from: one.right)?.absolute ?? 0
        guard apart > 0.01, apart.isFinite else { continue }
        let blurred = Tensor(
          numbers.shape, .float32,
          numbers.elements.enumerated().map { $1 + ($0 % 2 == 0 ? 1 : -1) * apart * 2e-4 })
        let given = try GivenNumbers(blurred, at: one.place, of: doctor.outline)
        let found = try doctor.diagnose([given], .init(pairs: false))
        guard found.verdict != .unknown else { continue }
        #expect(found.fitting.contains { $0.id == id }, "\(one.name) \(id)")
        if found.remarks.contains(where: { $0.contains("1,000 times nearer") }) { named += 1 }
      }
    }
    #expect(named > 3)
  }

  @Test("another shape: a transpose, a reshape, another value")
  func shapes() throws {
    let (doctor, golden) = try doctor("lstm-gates")
    let y = try #require(golden.arrays.first { $0.name == "y0" }?.tensor)
    let turned = Tensor(
      [2, 4], .float32, (0..<8).map { y.elements[$0 % 4 * 2 + $0 / 4] })
    let transposed = try doctor.diagnose([(name: nil, tensor: turned)], at: nil)
    #expect(transposed.candidates.first?.id == "S1")
    let flat = try doctor.diagnose(
      [(name: nil, tensor: Tensor([8], .float32, y.elements))], at: nil)
    #expect(flat.candidates.first?.id == "S2")
    let h = try #require(golden.arrays.first { $0.name == "lstm" }?.tensor)
    let other = try doctor.diagnose([(name: nil, tensor: h)], at: nil)
    #expect(other.verdict == .unknown)
    #expect(other.remarks.contains { $0.contains("lstm@2.h") })
  }

  @Test("of several values, the first wrong one is where the path is left")
  func departure() throws {
    let (doctor, golden) = try doctor("mlp-relu")
    func array(_ name: String) throws -> Tensor {
      try #require(golden.arrays.first { $0.name == name }?.tensor)
    }
    let found = try doctor.diagnose(
      [
        (name: "y0", tensor: mapped(try array("y0")) { $0 * 3 + 0.31 }),
        (name: "dense_1", tensor: mapped(try array("dense_1")) { $0 * 2 + 0.17 }),
        (name: "dense", tensor: try array("dense")),
      ], at: nil, .init(pairs: false))
    #expect(found.verdict == .unknown)
    #expect(found.leaves?.place == "dense_1")
    #expect(found.leaves?.lastRight == "dense")
  }
}

/// e to a power, without Foundation: close enough to be told apart from other functions.
private func power(ofE x: Double) -> Double {
  var term = 1.0
  var sum = 1.0
  for k in 1..<80 {
    term *= abs(x) / Double(k)
    sum += term
  }
  return x < 0 ? 1 / sum : sum
}
