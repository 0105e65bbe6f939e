using System.Xml.Linq;

namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>报警通知 (A.2.5.2): answered by a <see cref="Result"/> in another MESSAGE, besides the SIP 200.</summary>
/// <param name="Sn">Repeated by the answer.</param>
/// <param name="DeviceId">The alarm input or camera.</param>
/// <param name="Priority">1 highest to 4 lowest; 0 when not a number.</param>
/// <param name="Method">How it was raised; see <see cref="AlarmMethods"/>. 0 when not a number.</param>
/// <param name="Time">When, the device's clock, Beijing time.</param>
/// <param name="Description">In words, or null.</param>
/// <param name="Longitude">Degrees, or null.</param>
/// <param name="Latitude">Degrees, or null.</param>
/// <param name="AlarmType">Finer kind, whose meaning depends on the method (see <see cref="AlarmMethods"/>), or null.</param>
public sealed record AlarmNotify(
    long Sn, string DeviceId, int Priority, int Method, DateTime Time, string? Description = null, double? Longitude = null,
    double? Latitude = null, int? AlarmType = null) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Notify;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.Alarm;

    internal static AlarmNotify? From(ManscdpDocument document)
    {
        var root = document.Root;
        if (root.Time("AlarmTime") is not { } time)
            return null;
        // 2016 has the type within Info; devices also put it beside the method.
        var type = root.Child("Info")?.Count("AlarmType") ?? root.Count("AlarmType");
        return new(document.Sn, document.DeviceId, root.Count("AlarmPriority") ?? 0, root.Count("AlarmMethod") ?? 0, time,
            root.Text("AlarmDescription"), root.Decimal("Longitude"), root.Decimal("Latitude"), type);
    }

    private protected override void Fill(XElement root)
    {
        root.Put("AlarmPriority", Priority).Put("AlarmMethod", Method).Put("AlarmTime", Time)
            .Put("AlarmDescription", Description).Put("Longitude", Longitude).Put("Latitude", Latitude);
        if (AlarmType is not null)
            root.Add(new XElement("Info").Put("AlarmType", AlarmType));
    }
}

/// <summary>Asks to be told of alarms: the body of a SUBSCRIBE (A.2.4.6).</summary>
/// <param name="Sn">Repeated by the answer.</param>
/// <param name="DeviceId">The device.</param>
/// <param name="StartPriority">From this priority; 0 all.</param>
/// <param name="EndPriority">To this priority; 0 all.</param>
/// <param name="Methods">Methods as digits, several together or with slashes; 0 all.</param>
/// <param name="StartTime">From, Beijing time, or null.</param>
/// <param name="EndTime">Until, Beijing time, or null.</param>
public sealed record AlarmQuery(
    long Sn, string DeviceId, int StartPriority, int EndPriority, string Methods, DateTime? StartTime, DateTime? EndTime) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Query;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.Alarm;

    private protected override void Fill(XElement root) => root.Put("StartAlarmPriority", StartPriority).Put("EndAlarmPriority", EndPriority)
        .Put("AlarmMethod", Methods).Put("StartAlarmTime", StartTime).Put("EndAlarmTime", EndTime);
}

/// <summary>How an alarm was raised (A.2.5.2, A.2.3.1.6). The set is open.</summary>
public static class AlarmMethods
{
    /// <summary>电话报警.</summary>
    public const int Telephone = 1;

    /// <summary>设备报警; types 1 视频丢失, 2 防拆, 3 磁盘满, 4 高温, 5 低温.</summary>
    public const int Device = 2;

    /// <summary>短信报警.</summary>
    public const int TextMessage = 3;

    /// <summary>GPS 报警.</summary>
    public const int Gps = 4;

    /// <summary>视频报警; types 1 人工, 2 运动目标, 3 遗留物, 4 物体移除, 5 绊线, 6 入侵, 7 逆行, 8 徘徊, 9 流量统计, 10 密度, 11 视频异常, 12 快速移动, 13 图像遮挡 (2022).</summary>
    public const int Video = 5;

    /// <summary>设备故障报警; types 1 磁盘故障, 2 风扇故障.</summary>
    public const int DeviceFault = 6;

    /// <summary>其他报警.</summary>
    public const int Other = 7;
}

internal static class AlarmMessages
{
    public static ManscdpMessage? From(ManscdpDocument document) => document.Kind switch
    {
        ManscdpKind.Notify => AlarmNotify.From(document),
        ManscdpKind.Response => Result.From(document),
        ManscdpKind.Query => Query(document, document.Root),
        _ => null,
    };

    private static AlarmQuery Query(ManscdpDocument document, XElement root) => new(
        document.Sn, document.DeviceId, root.Count("StartAlarmPriority") ?? 0, root.Count("EndAlarmPriority") ?? 0,
        root.Text("AlarmMethod") ?? "0", root.Time("StartAlarmTime") ?? root.Time("StartTime"), root.Time("EndAlarmTime") ?? root.Time("EndTime"));
}
