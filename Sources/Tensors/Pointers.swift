/// Memory read as numbers of the machine's two formats.
extension UnsafeRawPointer {
  @inlinable @inline(__always) package var f32: UnsafePointer<Float> {
    assumingMemoryBound(to: Float.self)
  }

  @inlinable @inline(__always) package var f64: UnsafePointer<Double> {
    assumingMemoryBound(to: Double.self)
  }
}

extension UnsafeMutableRawPointer {
  @inlinable @inline(__always) package var f32: UnsafeMutablePointer<Float> {
    assumingMemoryBound(to: Float.self)
  }

  @inlinable @inline(__always) package var f64: UnsafeMutablePointer<Double> {
    assumingMemoryBound(to: Double.self)
  }
}
