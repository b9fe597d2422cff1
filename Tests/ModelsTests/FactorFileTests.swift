import Checks
import ModelSupport
import Models
import TestSupport
import Testing

/// A .keras of few bits keeps the kernel with LoRA's factors in it, and none of these: it predicts what Keras predicts with it.
@Suite struct FactorFileTests {
  @Test(arguments: ["dense.int4.lora", "embedding.int8.lora"])
  func agrees(_ name: String) throws {
    let golden = try Golden(path: Fixtures.path("quantized/\(name).golden.npz"))
    let model = try ModelFile.open(Fixtures.path("quantized/\(name).keras"))
    #expect(try Agreement(of: model, with: golden).isAccepted)
  }
}
