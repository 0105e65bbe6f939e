namespace SmartCity.Contracts.CityManagement;

/// <summary>督办请求: another node asks the home of a case to urge it. Addressed to the home, which answers with <see cref="CaseUrged"/> or <see cref="CaseRequestRefused"/>.</summary>
/// <param name="RequestId">Id of the request, unique for ever.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Division">Division of the node that asks: it tells of its own wish.</param>
/// <param name="CaseDivision">Division of the case.</param>
/// <param name="Message">What is asked for.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-urge-requested.v1", Lane.Normal, Travels = Travels.Down)]
public sealed record CaseUrgeRequested(
    string RequestId, string CaseId, string Division, string CaseDivision, string Message, string By, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "cases/" + CaseId;
}

/// <summary>作废请求: another node asks the home of a case to void it. Answered with <see cref="CaseVoided"/> or <see cref="CaseRequestRefused"/>.</summary>
/// <param name="RequestId">Id of the request, unique for ever.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Division">Division of the node that asks: it tells of its own wish.</param>
/// <param name="CaseDivision">Division of the case.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-void-requested.v1", Lane.Normal, Travels = Travels.Down)]
public sealed record CaseVoidRequested(
    string RequestId, string CaseId, string Division, string CaseDivision, string Reason, string By, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "cases/" + CaseId;
}

/// <summary>The home of a case did not do what another node asked for. The case has not changed.</summary>
/// <param name="RequestId">Id of the request.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Division">Division of the node that refuses.</param>
/// <param name="Refusal">Stable name of the reason, for example <c>case-state</c>, <c>expired</c>, <c>no-such-case</c>.</param>
/// <param name="Detail">The reason in words.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-request-refused.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseRequestRefused(
    string RequestId, string CaseId, string Division, string Refusal, string Detail, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "cases/" + CaseId;
}
