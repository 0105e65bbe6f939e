using SmartCity.Protocols.Gb28181.Manscdp;

namespace SmartCity.Simulators.Gb28181;

/// <summary>What a camera answers to a document: pure, no sockets.</summary>
internal sealed class CameraAnswers(CameraOptions options, CameraWorld world)
{
    private bool guarded;
    private bool recording = true;

    public IReadOnlyList<ManscdpMessage> To(ManscdpMessage question, DateTime now)
    {
        var pages = Plain(question, now);
        if (options.Misbehaviour.HasFlag(CameraMisbehaviour.AnnouncesTooMany))
            pages = pages.Select(page => page is CatalogPage catalog ? catalog with { SumNum = catalog.SumNum + 1 } : page);
        if (options.Misbehaviour.HasFlag(CameraMisbehaviour.RepeatsPages))
            pages = pages.SelectMany(page => new[] { page, page });
        return [.. pages];
    }

    private IEnumerable<ManscdpMessage> Plain(ManscdpMessage question, DateTime now) => question switch
    {
        CatalogQuery query => PagedAnswers.Cut(query, world.Channels, options.PageSize),
        RecordInfoQuery query => PagedAnswers.Cut(query, world.Name, world.Recordings(query.DeviceId, query.StartTime, query.EndTime), options.PageSize),
        DeviceQuery { Asked: ManscdpCommands.DeviceInfo } => [new DeviceInfo(question.Sn, question.DeviceId, "OK", world.Name, "SmartCity", "Simulated", "1.0", options.Channels)],
        DeviceQuery { Asked: ManscdpCommands.DeviceStatus } => [Status(question, now)],
        DeviceControl control => Control(control),
        _ => [],
    };

    private DeviceStatus Status(ManscdpMessage question, DateTime now) => new(
        question.Sn, question.DeviceId, "OK", "ONLINE", "OK", null, "ON", recording ? "ON" : "OFF", now,
        [new AlarmInputStatus(options.Id.ToString(), guarded ? "ONDUTY" : "OFFDUTY")]);

    /// <summary>PTZ and a restart are not answered (A.2.3.1 with 9.3.2), the others are.</summary>
    private IEnumerable<ManscdpMessage> Control(DeviceControl control)
    {
        if (control.Action is "PTZCmd" or "TeleBoot" or "IFrameCmd" or "DragZoomIn" or "DragZoomOut")
            return [];
        guarded = control.Action == "GuardCmd" ? control.Value == "SetGuard" : guarded;
        recording = control.Action == "RecordCmd" ? control.Value == "Record" : recording;
        var known = control.Action is "GuardCmd" or "RecordCmd" or "AlarmCmd" or "HomePosition";
        return [new Result(control.Sn, control.DeviceId, ManscdpCommands.DeviceControl, known ? "OK" : "ERROR")];
    }
}
