using System.Xml.Linq;

namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>状态信息报送 (A.2.5.1): I am alive, and these of my channels are faulty. Default every 60 s; offline after three missed.</summary>
/// <param name="Sn">Counts up.</param>
/// <param name="DeviceId">The device.</param>
/// <param name="Status">OK or ERROR; devices also write ON.</param>
/// <param name="FaultyDevices">Identifiers of faulty channels, usually none.</param>
public sealed record Keepalive(long Sn, string DeviceId, string Status, IReadOnlyList<string> FaultyDevices) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Notify;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.Keepalive;

    internal static Keepalive From(ManscdpDocument document)
    {
        var faulty = document.Root.Child("Info")?.Elements().Where(child => child.Name.LocalName.Equals("DeviceID", StringComparison.OrdinalIgnoreCase));
        return new(document.Sn, document.DeviceId, document.Root.Text("Status") ?? "", [.. faulty?.Select(child => child.Value.Trim()) ?? []]);
    }

    private protected override void Fill(XElement root)
    {
        root.Put("Status", Status);
        if (FaultyDevices.Count > 0)
            root.Add(new XElement("Info", FaultyDevices.Select(device => new XElement("DeviceID", device))));
    }
}

/// <summary>A question with nothing but its command: DeviceInfo (A.2.4.4), DeviceStatus (A.2.4.2).</summary>
/// <param name="Sn">Repeated by the answer.</param>
/// <param name="DeviceId">Who is asked.</param>
/// <param name="Asked">The command.</param>
public sealed record DeviceQuery(long Sn, string DeviceId, string Asked) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Query;

    /// <inheritdoc/>
    public override string Command => Asked;

    private protected override void Fill(XElement root)
    {
    }
}

/// <summary>The answer to DeviceInfo (A.2.6.5).</summary>
/// <param name="Sn">The question's.</param>
/// <param name="DeviceId">The device.</param>
/// <param name="Result">OK or ERROR.</param>
/// <param name="DeviceName">Its name, or null.</param>
/// <param name="Manufacturer">Its maker, or null.</param>
/// <param name="Model">Its model, or null.</param>
/// <param name="Firmware">Its version, or null.</param>
/// <param name="Channels">How many video inputs, or null.</param>
public sealed record DeviceInfo(
    long Sn, string DeviceId, string Result, string? DeviceName, string? Manufacturer, string? Model, string? Firmware, int? Channels)
    : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Response;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.DeviceInfo;

    internal static DeviceInfo From(ManscdpDocument document)
    {
        var root = document.Root;
        return new(document.Sn, document.DeviceId, root.Text("Result") ?? "", root.Text("DeviceName"), root.Text("Manufacturer"),
            root.Text("Model"), root.Text("Firmware"), root.Count("Channel"));
    }

    private protected override void Fill(XElement root) => root.Put("DeviceName", DeviceName).Put("Result", Result)
        .Put("Manufacturer", Manufacturer).Put("Model", Model).Put("Firmware", Firmware).Put("Channel", Channels);
}

/// <summary>The answer to DeviceStatus (A.2.6.3).</summary>
/// <param name="Sn">The question's.</param>
/// <param name="DeviceId">The device.</param>
/// <param name="Result">OK or ERROR.</param>
/// <param name="Online">ONLINE or OFFLINE.</param>
/// <param name="Status">OK or ERROR: whether it works.</param>
/// <param name="Reason">Why it does not, or null.</param>
/// <param name="Encoding">ON or OFF, or null.</param>
/// <param name="Recording">ON or OFF, or null.</param>
/// <param name="DeviceTime">The device's own clock, Beijing time, or null.</param>
/// <param name="Alarms">The state of each of its alarm inputs.</param>
public sealed record DeviceStatus(
    long Sn, string DeviceId, string Result, string Online, string Status, string? Reason, string? Encoding, string? Recording,
    DateTime? DeviceTime, IReadOnlyList<AlarmInputStatus> Alarms) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Response;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.DeviceStatus;

    internal static DeviceStatus From(ManscdpDocument document)
    {
        var root = document.Root;
        var alarms = root.Items("Alarmstatus").Select(item => new AlarmInputStatus(item.Text("DeviceID") ?? "", item.Text("DutyStatus") ?? ""));
        return new(document.Sn, document.DeviceId, root.Text("Result") ?? "", root.Text("Online") ?? "", root.Text("Status") ?? "",
            root.Text("Reason"), root.Text("Encode"), root.Text("Record"), root.Time("DeviceTime"), [.. alarms]);
    }

    private protected override void Fill(XElement root)
    {
        root.Put("Result", Result).Put("Online", Online).Put("Status", Status).Put("Reason", Reason)
            .Put("Encode", Encoding).Put("Record", Recording).Put("DeviceTime", DeviceTime);
        if (Alarms.Count > 0)
            root.Add(new XElement("Alarmstatus", new XAttribute("Num", Alarms.Count), Alarms.Select(alarm => alarm.Write())));
    }
}

/// <summary>One alarm input of a device.</summary>
/// <param name="DeviceId">The input.</param>
/// <param name="DutyStatus">ONDUTY, OFFDUTY or ALARM.</param>
public sealed record AlarmInputStatus(string DeviceId, string DutyStatus)
{
    internal XElement Write() => new XElement("Item").Put("DeviceID", DeviceId).Put("DutyStatus", DutyStatus);
}

/// <summary>A bare OK or ERROR: the answer to an Alarm (A.2.6.2), a DeviceControl (A.2.6.1), a subscription.</summary>
/// <param name="Sn">What it answers.</param>
/// <param name="DeviceId">The device.</param>
/// <param name="Answered">The command.</param>
/// <param name="Value">OK or ERROR.</param>
public sealed record Result(long Sn, string DeviceId, string Answered, string Value) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Response;

    /// <inheritdoc/>
    public override string Command => Answered;

    /// <summary>Whether the value is OK.</summary>
    public bool IsOk => Value.Equals("OK", StringComparison.OrdinalIgnoreCase);

    internal static Result? From(ManscdpDocument document) =>
        document.Root.Text("Result") is { } value ? new(document.Sn, document.DeviceId, document.Command, value) : null;

    private protected override void Fill(XElement root) => root.Put("Result", Value);
}
