namespace SmartCity.Contracts.CityManagement;

/// <summary>受理: the supervision centre took the case in.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Note">Remark; null for none.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-accepted.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseAccepted(string CaseId, string Division, int Step, string? Note, string By, DateTimeOffset At) : ICaseStep;

/// <summary>不予受理 or 不立案: the supervision centre did not take the case up; it is over.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Reason">Why, in the words of whoever did it.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-refused.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseRefused(string CaseId, string Division, int Step, string Reason, string By, DateTimeOffset At) : ICaseStep;

/// <summary>立案: the case is one to be dealt with, and waits to be dispatched.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Level">A, B or C: decides the limit.</param>
/// <param name="Note">Remark, for example why nobody was found to dispatch it to; null for none.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-established.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseEstablished(string CaseId, string Division, int Step, string Level, string? Note, string By, DateTimeOffset At) : ICaseStep;
