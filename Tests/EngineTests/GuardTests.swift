import CGuards
import Equations
import Tensors
import Terms
import Testing

@testable import Engine

/// What lies between the values of one memory belongs to nobody, and under AddressSanitizer nobody touches it.
@Suite struct GuardTests {
  private func memory() throws -> Memory {
    let eq = Equations()
    let x = eq.input("x", TensorType([3], .float32))
    let y = try eq.call("layer", kind: "L", title: "L", dtype: .float32, weights: [:]) {
      let z = try eq("z", x + x)
      return try eq("y", z * z)
    }
    return try Memory(eq.finish(outputs: [y]), samples: 5)
  }

  @Test func valuesDoNotTouch() throws {
    let memory = try memory()
    let plan = memory.plan
    #expect(plan.layouts.count >= 3)
    for (layout, gap) in zip(plan.layouts, plan.gaps) {
      #expect(layout.offset % 64 == 0 && gap.lowerBound == layout.offset + layout.bytes)
      #expect(gap.count >= MemoryPlan.gap && gap.count < MemoryPlan.gap + 64)
    }
    #expect(plan.gaps.last?.upperBound == plan.bytes)
  }

  @Test func whatIsBetweenThemIsGuarded() throws {
    let memory = try memory()
    let storage = memory.program.places[0].storage
    let start = memory.address(of: 0).base - memory.plan.layouts[storage].offset
    for (layout, gap) in zip(memory.plan.layouts, memory.plan.gaps) {
      let last = layout.offset + layout.bytes - 1
      #expect(ks_is_guarded(start + layout.offset) == 0 && ks_is_guarded(start + last) == 0)
      for byte in gap { #expect((ks_is_guarded(start + byte) == 1) == (MemoryPlan.gap > 0)) }
    }
  }
}
