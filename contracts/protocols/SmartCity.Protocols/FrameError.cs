namespace SmartCity.Protocols;

/// <summary>
/// What a codec found wrong with the bytes at the start of its input. A codec never throws on input: it names the
/// error and says through <c>consumed</c> how many bytes to step over before it can be asked again, so that a listener
/// resynchronises by calling it in a loop.
/// </summary>
public enum FrameError : byte
{
    /// <summary>A whole frame was read.</summary>
    None = 0,

    /// <summary>The input ends before the frame does; nothing is consumed beyond leading junk. Call again with more bytes.</summary>
    Incomplete,

    /// <summary>Bytes that belong to no frame stand before the next possible start of one; they are consumed.</summary>
    Junk,

    /// <summary>The declared length is not a number, or does not agree with where the frame ends.</summary>
    BadLength,

    /// <summary>The frame is longer than the protocol or the reader's limit allows.</summary>
    TooLong,

    /// <summary>The checksum or CRC does not agree with the bytes.</summary>
    BadChecksum,

    /// <summary>An escape sequence is not one the protocol knows.</summary>
    BadEscape,

    /// <summary>A header field that every frame needs is missing or malformed.</summary>
    BadHeader,

    /// <summary>A field of the body is malformed: its value does not fit its type or its length.</summary>
    BadField,

    /// <summary>The frame declares a protocol version or edition this codec does not speak.</summary>
    UnsupportedVersion,
}
