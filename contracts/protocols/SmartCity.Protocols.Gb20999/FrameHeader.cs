namespace SmartCity.Protocols.Gb20999;

/// <summary>What stands before the values of a frame (GB/T 20999-2017 annex A).</summary>
/// <param name="Version">Protocol version, major and minor byte: 0x0100 or 0x0102.</param>
/// <param name="CentreId">The centre (上位机) the controller talks to.</param>
/// <param name="ControllerId">The signal controller (信号机), unique in the system.</param>
/// <param name="CrossingId">The crossing (路口) of a controller that runs several; 0 for the controller itself.</param>
/// <param name="Sequence">Number of the question; its answer repeats it.</param>
/// <param name="Type">What the frame is for.</param>
public readonly record struct FrameHeader(
    ushort Version, byte CentreId, uint ControllerId, byte CrossingId, byte Sequence, FrameType Type)
{
    /// <summary>Bytes from the length field to the frame type.</summary>
    public const int Bytes = 12;

    /// <summary>The newest version, V1.02.</summary>
    public const ushort NewestVersion = 0x0102;

    /// <summary>The header of the answer to this question: sequence and identities kept, type as the standard pairs them.</summary>
    public FrameHeader Answer(bool failed = false) => this with { Type = (FrameType)((byte)Type + (failed ? 0x11 : 0x10)) };
}
