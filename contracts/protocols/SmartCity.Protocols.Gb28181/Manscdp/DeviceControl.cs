using System.Xml.Linq;

namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>
/// 设备控制 (A.2.3.1): one command to a device. TeleBoot is not answered; PTZ is answered only by some devices; the others
/// by a <see cref="Result"/>.
/// </summary>
/// <param name="Sn">Repeated by the answer.</param>
/// <param name="DeviceId">The device or channel.</param>
/// <param name="Action">The element that is the command: PTZCmd, TeleBoot, RecordCmd, GuardCmd, AlarmCmd, IFrameCmd, DragZoomIn, HomePosition, …</param>
/// <param name="Value">Its value: Boot, Record, StopRecord, SetGuard, ResetGuard, ResetAlarm, Send, or the eight bytes of PTZCmd in hexadecimal; null for one with elements of its own.</param>
public sealed record DeviceControl(long Sn, string DeviceId, string Action, string? Value) : ManscdpMessage(Sn, DeviceId)
{
    /// <summary>Elements that go with a command and are not one.</summary>
    private static readonly HashSet<string> NotActions = new(StringComparer.OrdinalIgnoreCase) { "CmdType", "SN", "DeviceID", "Info", "ExtraInfo", "StreamNumber", "PTZCmdParams" };

    /// <summary>The elements of a command that has its own (DragZoomIn, HomePosition); empty otherwise.</summary>
    public IReadOnlyList<XElement> Details { get; init; } = [];

    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Control;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.DeviceControl;

    internal static DeviceControl? From(ManscdpDocument document)
    {
        var action = document.Root.Elements().FirstOrDefault(element => !NotActions.Contains(element.Name.LocalName));
        if (action is null)
            return null;
        // 2016 prints IFameCmd, 2022 IFrameCmd: one command.
        var name = action.Name.LocalName.Equals("IFameCmd", StringComparison.OrdinalIgnoreCase) ? "IFrameCmd" : action.Name.LocalName;
        return new(document.Sn, document.DeviceId, name, action.HasElements ? null : action.Value.Trim()) { Details = [.. action.Elements()] };
    }

    private protected override void Fill(XElement root) => root.Add(new XElement(Action, Value, Details));
}
