using System.Globalization;

namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>
/// The eight bytes of PTZCmd (A.3): A5, version and check digits, address, instruction, two data bytes, zoom and address,
/// sum modulo 256.
/// </summary>
/// <param name="Instruction">Byte 4. Bits for moving: 0 right, 1 left, 2 down, 3 up, 4 zoom in, 5 zoom out; bit 6 lens (focus, iris); 80h and up presets and tours.</param>
/// <param name="Data1">Byte 5: pan speed 0-255; 0 for presets.</param>
/// <param name="Data2">Byte 6: tilt speed 0-255, or the preset's number 1-255.</param>
/// <param name="Data3">The high half of byte 7: zoom speed 0-15.</param>
/// <param name="Address">0-4095, usually 1: the low byte is byte 3, the high half is the low half of byte 7.</param>
public readonly record struct PtzCommand(byte Instruction, byte Data1, byte Data2, byte Data3, int Address = 1)
{
    /// <summary>Stops all movement.</summary>
    public static PtzCommand Stop { get; } = new(0, 0, 0, 0);

    /// <summary>Sets a preset.</summary>
    public static PtzCommand SetPreset(byte number) => new(0x81, 0, number, 0);

    /// <summary>Goes to a preset.</summary>
    public static PtzCommand CallPreset(byte number) => new(0x82, 0, number, 0);

    /// <summary>Deletes a preset.</summary>
    public static PtzCommand DeletePreset(byte number) => new(0x83, 0, number, 0);

    /// <summary>Moves: -1, 0 or 1 to the right, up and in; speeds pan and tilt 0-255, zoom 0-15.</summary>
    public static PtzCommand Move(int right, int up, int zoomIn, byte panSpeed, byte tiltSpeed, byte zoomSpeed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(zoomSpeed, 15);
        var bits = (right > 0 ? 1 : right < 0 ? 2 : 0) | (up < 0 ? 4 : up > 0 ? 8 : 0) | (zoomIn > 0 ? 16 : zoomIn < 0 ? 32 : 0);
        return new((byte)bits, right == 0 ? (byte)0 : panSpeed, up == 0 ? (byte)0 : tiltSpeed, zoomIn == 0 ? (byte)0 : zoomSpeed);
    }

    /// <summary>
    /// Reads sixteen hexadecimal digits. <see cref="FrameError.BadHeader"/>: not A5 or wrong check digits;
    /// <see cref="FrameError.BadLength"/>: not eight bytes; <see cref="FrameError.BadChecksum"/>; <see cref="FrameError.BadField"/>: not hexadecimal.
    /// </summary>
    public static FrameError TryParse(string? text, out PtzCommand command)
    {
        command = default;
        text = text?.Trim() ?? "";
        if (text.Length != 16)
            return FrameError.BadLength;
        if (!ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
            return FrameError.BadField;
        var bytes = Convert.FromHexString(text);
        if (bytes[0] != 0xA5 || bytes[1] != CheckedVersion(bytes[1] >> 4))
            return FrameError.BadHeader;
        if (bytes[7] != Sum(bytes))
            return FrameError.BadChecksum;
        command = new(bytes[3], bytes[4], bytes[5], (byte)(bytes[6] >> 4), bytes[2] | ((bytes[6] & 15) << 8));
        return FrameError.None;
    }

    /// <summary>Sixteen upper-case hexadecimal digits, version 0.</summary>
    public override string ToString()
    {
        byte[] bytes = [0xA5, CheckedVersion(0), (byte)Address, Instruction, Data1, Data2, (byte)((Data3 << 4) | ((Address >> 8) & 15)), 0];
        bytes[7] = Sum(bytes);
        return Convert.ToHexString(bytes);
    }

    /// <summary>The check digits are (A + 5 + version) mod 16.</summary>
    private static byte CheckedVersion(int version) => (byte)((version << 4) | ((0xA + 0x5 + version) & 15));

    private static byte Sum(byte[] bytes) => (byte)bytes.AsSpan(0, 7).ToArray().Sum(value => value);
}
