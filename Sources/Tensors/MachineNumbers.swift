import CKernels

/// Numbers at an address, in the format that the machine computes in: stored, loaded, rounded.
package enum MachineNumbers {
  /// Rounds stored numbers to a format narrower than the machine's.
  package static func round(
    _ pointer: UnsafeMutableRawPointer, _ count: Int, to dtype: DType, _ scalar: Scalar
  ) {
    switch (dtype, scalar) {
    case (.float16, .single): ks_round_to_f16_f32(pointer.f32, count)
    case (.float16, .double): ks_round_to_f16_f64(pointer.f64, count)
    case (.bfloat16, .single): ks_round_to_bf16_f32(pointer.f32, count)
    case (.bfloat16, .double): ks_round_to_bf16_f64(pointer.f64, count)
    case (.float32, .double):
      let numbers = pointer.f64
      for index in 0..<count { numbers[index] = Double(Float(numbers[index])) }
    default: break
    }
  }

  package static func needsRounding(_ dtype: DType, _ scalar: Scalar) -> Bool {
    switch dtype {
    case .float16, .bfloat16: true
    case .float32: scalar == .double
    default: false
    }
  }

  package static func store(
    _ elements: [Double], to target: UnsafeMutableRawPointer, _ scalar: Scalar
  ) {
    switch scalar {
    case .single:
      let numbers = target.f32
      for (index, element) in elements.enumerated() { numbers[index] = Float(element) }
    case .double:
      let numbers = target.f64
      for (index, element) in elements.enumerated() { numbers[index] = element }
    }
  }

  package static func fill(
    _ target: UnsafeMutableRawPointer, _ count: Int, with number: Double, _ scalar: Scalar
  ) {
    switch scalar {
    case .single: target.f32.update(repeating: Float(number), count: count)
    case .double: target.f64.update(repeating: number, count: count)
    }
  }

  /// Numbers at any address.
  package static func load(
    _ source: UnsafeRawPointer, _ count: Int, _ scalar: Scalar
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = count
      switch scalar {
      case .single: ks_f32_to_f64(source, buffer.baseAddress, count)
      case .double:
        UnsafeMutableRawBufferPointer(buffer)
          .copyMemory(from: UnsafeRawBufferPointer(start: source, count: count * 8))
      }
    }
  }
}
