namespace SmartCity.Protocols.Jt808.Information;

/// <summary>An event a driver may report (table 40).</summary>
/// <param name="Id">What 0301 names it by.</param>
/// <param name="Text">What the driver sees, at most 255 bytes in GBK.</param>
public sealed record EventChoice(byte Id, string Text);
